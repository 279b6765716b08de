// Draws with Cairo.
// SPDX-License-Identifier: MIT
#include "framework/assist/analysis_picture.h"
#include <algorithm>
#include <cairo/cairo.h>
#include <cmath>
#include <fmt/format.h>
#include <memory>

namespace stemwright {

namespace {

struct Colour {
    double r, g, b;
};

constexpr Colour paper{1, 1, 1}, ink{0.13, 0.15, 0.18}, faint{0.55, 0.58, 0.62}, line{0.88, 0.89, 0.91},
    ground{0.965, 0.969, 0.975}, sound{0.16, 0.45, 0.70}, peak{0.62, 0.78, 0.90}, warning{0.80, 0.25, 0.18};
constexpr double margin = 24, nameWidth = 190, bandWidth = 264, timeWidth = 640, gap = 28, row = 46,
                 rowGap = 8;
constexpr double lowest = -60;                  // dBFS, where levels end
constexpr double deepest = 48;                  // dB below the highest band, where spectra end
constexpr size_t mostRows = 64, mostCells = 48; // more would be too small to read
constexpr double cell = 26, headOfMatrix = 150;

void setColour(cairo_t* c, Colour colour, double alpha = 1) {
    cairo_set_source_rgba(c, colour.r, colour.g, colour.b, alpha);
}

class Canvas {
  public:
    Canvas(double width, double height)
        : surface_(cairo_image_surface_create(CAIRO_FORMAT_RGB24, int(width), int(height)),
                   cairo_surface_destroy),
          cairo_(cairo_create(surface_.get()), cairo_destroy) {
        if (cairo_status(cairo_.get()) != CAIRO_STATUS_SUCCESS)
            throw Error("the picture cannot be made", "analyse fewer tracks at once");
        cairo_select_font_face(cairo_.get(), "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
        box(0, 0, width, height, paper);
    }

    void box(double x, double y, double width, double height, Colour colour, double alpha = 1) {
        setColour(cairo_.get(), colour, alpha);
        cairo_rectangle(cairo_.get(), x, y, width, height);
        cairo_fill(cairo_.get());
    }

    enum class Align { left, right, middle };
    void text(double x, double y, const std::string& words, double size, Colour colour,
              Align align = Align::left, double most = 1e9) {
        cairo_t* c = cairo_.get();
        cairo_set_font_size(c, size);
        std::string shown = fitting(words, most);
        cairo_text_extents_t extents;
        cairo_text_extents(c, shown.c_str(), &extents);
        double back = align == Align::left    ? 0
                      : align == Align::right ? extents.x_advance
                                              : extents.x_advance / 2;
        setColour(c, colour);
        cairo_move_to(c, x - back, y);
        cairo_show_text(c, shown.c_str());
    }

    /// Upwards along a slope, for the columns of a matrix.
    void slanted(double x, double y, const std::string& words, double size, Colour colour, double most) {
        cairo_t* c = cairo_.get();
        cairo_save(c);
        cairo_translate(c, x, y);
        cairo_rotate(c, -M_PI / 4);
        text(0, 0, words, size, colour, Align::left, most);
        cairo_restore(c);
    }

    std::string png() const {
        std::string bytes;
        auto append = [](void* to, const unsigned char* data, unsigned length) {
            static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(data), length);
            return CAIRO_STATUS_SUCCESS;
        };
        if (cairo_surface_write_to_png_stream(surface_.get(), append, &bytes) != CAIRO_STATUS_SUCCESS)
            throw Error("the picture cannot be made", "analyse fewer tracks at once");
        return bytes;
    }

  private:
    // As much as there is room for, in whole characters; what is no UTF-8 is not shown.
    std::string fitting(const std::string& words, double most) {
        std::string shown;
        for (char ch : words) shown += (ch & 0x80) != 0 && !isText(words) ? '?' : ch;
        cairo_text_extents_t extents;
        cairo_text_extents(cairo_.get(), shown.c_str(), &extents);
        if (extents.x_advance <= most) return shown;
        while (!shown.empty() && extents.x_advance > most) {
            do shown.pop_back();
            while (!shown.empty() && (shown.back() & 0xc0) == 0x80);
            if (!shown.empty() && (shown.back() & 0xc0) == 0xc0) shown.pop_back();
            cairo_text_extents(cairo_.get(), (shown + "…").c_str(), &extents);
        }
        return shown + "…";
    }

    static bool isText(const std::string& words) {
        size_t more = 0;
        for (unsigned char ch : words) {
            if ((ch & 0xc0) == 0x80) {
                if (more-- == 0) return false;
            } else if (more > 0)
                return false;
            else
                more = ch < 0x80 ? 0 : ch < 0xe0 ? 1 : ch < 0xf0 ? 2 : 3;
        }
        return more == 0;
    }

    std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> surface_;
    std::unique_ptr<cairo_t, void (*)(cairo_t*)> cairo_;
};

// From nothing to all, for print and for those who see few colours: lightness alone tells.
Colour heat(double share) {
    constexpr Colour stops[] = {
        {0.965, 0.969, 0.975}, {0.99, 0.85, 0.55}, {0.93, 0.48, 0.25}, {0.55, 0.09, 0.20}};
    double place = std::clamp(share, 0., 1.) * 3;
    size_t i = std::min<size_t>(2, size_t(place));
    double part = place - double(i);
    auto mix = [&](double a, double b) { return a + part * (b - a); };
    return {mix(stops[i].r, stops[i + 1].r), mix(stops[i].g, stops[i + 1].g),
            mix(stops[i].b, stops[i + 1].b)};
}

double longestOf(const SessionAnalysis& session) {
    double longest = analysisStep;
    for (const TrackAnalysis& track : session.tracks) longest = std::max(longest, track.measures.duration);
    return longest;
}

void drawBands(Canvas& canvas, const TrackAnalysis& track, double x, double y) {
    canvas.box(x, y, bandWidth, row, ground);
    double highest = *std::max_element(track.spectrum.begin(), track.spectrum.end());
    double width = bandWidth / double(barkCount);
    for (size_t b = 0; b < barkCount; ++b) {
        double height = std::clamp(1 - (highest - track.spectrum[b]) / deepest, 0., 1.);
        if (std::isinf(highest) || std::isinf(track.spectrum[b])) continue;
        canvas.box(x + double(b) * width + 1, y + row * (1 - height), width - 2, row * height, sound);
    }
}

// A column of pixels is the loudest step within it, and their mean before it.
void drawLevels(Canvas& canvas, const TrackAnalysis& track, double longest, double x, double y) {
    double perSecond = timeWidth / longest;
    for (const TimeSpan& span : track.sounding)
        canvas.box(x + span.from * perSecond, y, std::max(1., (span.to - span.from) * perSecond), row,
                   ground);
    auto heightOf = [](double level) { return row * std::clamp(1 - level / lowest, 0., 1.); };
    double stepsPerPixel = 1 / (perSecond * analysisStep);
    for (int column = 0; column < int(timeWidth); ++column) {
        auto first = size_t(column * stepsPerPixel),
             last = std::max(first + 1, size_t((column + 1) * stepsPerPixel));
        if (first >= track.levels.size()) break;
        double highest = -INFINITY, power = 0;
        last = std::min(last, track.levels.size());
        for (size_t i = first; i < last; ++i) {
            highest = std::max<double>(highest, track.levels[i]);
            power += std::pow(10, track.levels[i] / 10) / double(last - first);
        }
        double most = heightOf(highest), mean = power > 0 ? heightOf(levelOfPower(power)) : 0;
        canvas.box(x + column, y + row - most, 1, most, peak);
        canvas.box(x + column, y + row - mean, 1, mean, sound);
    }
    canvas.box(x, y + row, timeWidth, 1, line);
}

double drawTracks(Canvas& canvas, const SessionAnalysis& session, size_t rows) {
    double longest = longestOf(session), bands = margin + nameWidth + gap, time = bands + bandWidth + gap,
           y = margin + 14;
    canvas.text(bands, y, "spectrum in critical bands, 48 dB", 11, faint);
    canvas.text(time, y, fmt::format("level over time, -60 to 0 dBFS, {:.0f} s; pauses are blank", longest),
                11, faint);
    y += 12;
    for (size_t i = 0; i < rows; ++i, y += row + rowGap) {
        const TrackAnalysis& track = session.tracks[i];
        const Measures& m = track.measures;
        canvas.text(margin, y + 16, track.name, 13, ink, Canvas::Align::left, nameWidth);
        std::string loudness = std::isinf(m.integrated)
                                   ? "silent"
                                   : fmt::format("{:.1f} LUFS   peak {:.1f} dBTP", m.integrated, m.truePeak);
        canvas.text(margin, y + 32, loudness, 11, m.truePeak > 0 ? warning : faint);
        drawBands(canvas, track, bands, y);
        drawLevels(canvas, track, longest, time, y);
    }
    for (double frequency : {100., 1000., 10000.}) {
        double x = bands + barkOf(frequency) * bandWidth / double(barkCount);
        canvas.text(x, y + 6,
                    frequency < 1000    ? "100"
                    : frequency < 10000 ? "1k"
                                        : "10k",
                    10, faint, Canvas::Align::middle);
    }
    double every = 1;
    for (double step : {1., 5., 10., 30., 60., 300., 600., 3600.})
        if (every = step; longest / step <= 12) break;
    for (double second = 0; second <= longest; second += every)
        canvas.text(time + second * timeWidth / longest, y + 6,
                    fmt::format("{:.0f}:{:02.0f}", std::floor(second / 60), std::fmod(second, 60)), 10, faint,
                    Canvas::Align::middle);
    return y + 40;
}

void drawMatrix(Canvas& canvas, const SessionAnalysis& session, size_t rows, double y) {
    double left = margin + nameWidth + gap, top = y + headOfMatrix;
    canvas.text(margin, y + 14, "masking", 13, ink);
    canvas.text(margin, y + 32, "% of a row's loudness", 11, faint);
    canvas.text(margin, y + 46, "that is lost behind a column", 11, faint);
    for (size_t i = 0; i < rows; ++i) {
        double at = double(i) * cell;
        canvas.text(left - 8, top + at + cell / 2 + 4, session.tracks[i].name, 11, ink, Canvas::Align::right,
                    nameWidth);
        canvas.slanted(left + at + cell / 2 + 2, top - 6, session.tracks[i].name, 11, ink,
                       headOfMatrix * 1.25);
        for (size_t k = 0; k < rows; ++k)
            canvas.box(left + double(k) * cell + 1, top + at + 1, cell - 2, cell - 2,
                       i == k ? line : heat(0));
    }
    for (const MaskedTrack& pair : session.masking) {
        if (pair.track >= rows || pair.masker >= rows) continue;
        double x = left + double(pair.masker) * cell, top_ = top + double(pair.track) * cell;
        canvas.box(x + 1, top_ + 1, cell - 2, cell - 2, heat(pair.share));
        if (pair.share >= 0.1)
            canvas.text(x + cell / 2, top_ + cell / 2 + 4, fmt::format("{:.0f}", 100 * pair.share), 10,
                        pair.share > 0.5 ? paper : ink, Canvas::Align::middle);
    }
}

}

std::string analysisPicture(const SessionAnalysis& session) {
    size_t rows = std::min(session.tracks.size(), mostRows),
           cells = std::min(session.tracks.size(), mostCells);
    double head = margin + 26, tracks = double(rows) * (row + rowGap) + 40;
    double width = margin + nameWidth + gap + bandWidth + gap + timeWidth + margin;
    double matrix = nameWidth + gap + double(cells) * cell + headOfMatrix;
    Canvas canvas(std::max(width, matrix + 2 * margin),
                  head + tracks + headOfMatrix + double(cells) * cell + margin);
    double y = drawTracks(canvas, session, rows);
    drawMatrix(canvas, session, cells, y);
    return canvas.png();
}

}
