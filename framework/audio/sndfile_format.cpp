// Tables of libsndfile's containers and codings.
// SPDX-License-Identifier: MIT
#include "framework/audio/sndfile_format.h"
#include <algorithm>
#include <sndfile.h>
#include <utility>

namespace stemwright {

std::string soundFormatText(int format) {
    using Names = std::initializer_list<std::pair<int, const char*>>;
    auto name = [](int code, const Names& names) -> std::string {
        for (auto [known, text] : names)
            if (known == code) return text;
        SF_FORMAT_INFO info{code, nullptr, nullptr};
        sf_command(nullptr, SFC_GET_FORMAT_INFO, &info, sizeof info);
        return info.name ? info.name : "unknown";
    };
    if ((format & SF_FORMAT_TYPEMASK) == SF_FORMAT_MPEG) return "mp3";
    return name(format & SF_FORMAT_TYPEMASK, {{SF_FORMAT_WAV, "wav"},
                                              {SF_FORMAT_WAVEX, "wav"},
                                              {SF_FORMAT_RF64, "rf64"},
                                              {SF_FORMAT_AIFF, "aiff"},
                                              {SF_FORMAT_FLAC, "flac"},
                                              {SF_FORMAT_OGG, "ogg"},
                                              {SF_FORMAT_CAF, "caf"},
                                              {SF_FORMAT_W64, "w64"},
                                              {SF_FORMAT_AU, "au"}}) +
           " " +
           name(format & SF_FORMAT_SUBMASK, {{SF_FORMAT_PCM_S8, "int8"},
                                             {SF_FORMAT_PCM_U8, "uint8"},
                                             {SF_FORMAT_PCM_16, "int16"},
                                             {SF_FORMAT_PCM_24, "int24"},
                                             {SF_FORMAT_PCM_32, "int32"},
                                             {SF_FORMAT_FLOAT, "float32"},
                                             {SF_FORMAT_DOUBLE, "float64"},
                                             {SF_FORMAT_VORBIS, "vorbis"},
                                             {SF_FORMAT_OPUS, "opus"},
                                             {SF_FORMAT_ULAW, "ulaw"},
                                             {SF_FORMAT_ALAW, "alaw"}});
}

// Where every frame stands for itself, or the format says where its frames begin, a seek is exact. Codecs
// that remember their past (vorbis, mp3, ADPCM) gave other samples after a seek with libsndfile 1.2, so they
// are decoded from the start.
bool seeksExactly(int format) {
    switch (format & SF_FORMAT_SUBMASK) {
    case SF_FORMAT_PCM_S8:
    case SF_FORMAT_PCM_U8:
    case SF_FORMAT_PCM_16:
    case SF_FORMAT_PCM_24:
    case SF_FORMAT_PCM_32:
    case SF_FORMAT_FLOAT:
    case SF_FORMAT_DOUBLE:
    case SF_FORMAT_ULAW:
    case SF_FORMAT_ALAW:
        return true;
    default:
        return false;
    }
}

std::optional<SampleCoding> plainCoding(int format, std::endian order) {
    using Number = SampleCoding::Number;
    switch (format & SF_FORMAT_TYPEMASK) { // others compress, or pack integers in ways of their own
    case SF_FORMAT_WAV:
    case SF_FORMAT_WAVEX:
    case SF_FORMAT_RF64:
    case SF_FORMAT_W64:
    case SF_FORMAT_AIFF:
    case SF_FORMAT_AU:
    case SF_FORMAT_CAF:
        break;
    default:
        return {};
    }
    switch (format & SF_FORMAT_SUBMASK) {
    case SF_FORMAT_PCM_S8:
        return SampleCoding{Number::int8, order};
    case SF_FORMAT_PCM_U8:
        return SampleCoding{Number::uint8, order};
    case SF_FORMAT_PCM_16:
        return SampleCoding{Number::int16, order};
    case SF_FORMAT_PCM_24:
        return SampleCoding{Number::int24, order};
    case SF_FORMAT_PCM_32:
        return SampleCoding{Number::int32, order};
    case SF_FORMAT_FLOAT:
        return SampleCoding{Number::float32, order};
    case SF_FORMAT_DOUBLE:
        return SampleCoding{Number::float64, order};
    default:
        return {};
    }
}

}
