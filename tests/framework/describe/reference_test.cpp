// What nodes declare is enough to explain them: nothing is without help, and every example loads.
// SPDX-License-Identifier: MIT
#include "framework/audio/sound_writer.h"
#include "framework/describe/example.h"
#include "framework/describe/reference.h"
#include "framework/document/mix.h"
#include "framework/graph/plan.h"
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <unistd.h>

namespace stemwright::test {

TEST(Reference, EverythingHasHelp) {
    ASSERT_FALSE(Registry::instance().types().empty());
    for (const Type* type : Registry::instance().types()) {
        auto node = type->describe();
        std::set<std::string> names;
        auto expectHelp = [&](const std::string& name, const std::string& help) {
            EXPECT_NE(help, "") << type->name << "." << name;
            EXPECT_TRUE(names.insert(name).second) << type->name << " has two of " << name;
            EXPECT_EQ(help.find('\n'), std::string::npos) << type->name << "." << name;
        };
        EXPECT_NE(type->help, "") << type->name;
        EXPECT_TRUE(type->help.ends_with('.')) << type->name << ": " << type->help;
        EXPECT_NE(type->family, "") << type->name;
        for (const AudioIn* in : node->inputs()) expectHelp("input " + in->name, in->help);
        for (const AudioIns* ins : node->inputArrays()) expectHelp("input " + ins->name, ins->help);
        for (const AudioOut* out : node->outputs()) expectHelp("output " + out->name, out->help);
        for (const ControlOut* out : node->controls()) expectHelp("output " + out->name, out->help);
        for (const RecordsBase* records : node->records()) expectHelp(records->name, records->help);
        for (const Parameter* parameter : node->parameters()) expectHelp(parameter->name, parameter->help);
    }
}

TEST(Reference, DefaultsAreInRange) {
    for (const Type* type : Registry::instance().types()) {
        auto node = type->describe();
        auto expectInside = [&](const Parameter& parameter, const Range& range) {
            EXPECT_LE(range.min, range.init) << type->name << "." << parameter.name;
            EXPECT_GE(range.max, range.init) << type->name << "." << parameter.name;
            EXPECT_LT(range.min, range.max) << type->name << "." << parameter.name;
            EXPECT_TRUE(range.scale == Scale::linear || range.min > 0) << type->name << "." << parameter.name;
        };
        for (const Parameter* p : node->parameters()) {
            if (auto number = dynamic_cast<const Number*>(p)) expectInside(*p, number->limits);
            if (auto fixed = dynamic_cast<const Fixed*>(p)) expectInside(*p, fixed->limits);
        }
    }
}

TEST(Reference, NamesEverything) {
    std::string page = referencePage();
    EXPECT_EQ(page, referencePage());
    EXPECT_EQ(page.find("\n\n\n"), std::string::npos);
    EXPECT_TRUE(page.ends_with("```\n"));
    for (const Type* type : Registry::instance().types()) {
        EXPECT_NE(page.find("\n### " + type->name + "\n"), std::string::npos) << type->name;
        std::string help = nodeHelp(*type);
        auto node = type->describe();
        for (const Parameter* p : node->parameters()) {
            EXPECT_NE(page.find("| `" + p->name.substr(p->name.rfind('.') + 1) + "` |"), std::string::npos)
                << p->name;
            EXPECT_NE(help.find("  " + p->name + " "), std::string::npos) << type->name << "." << p->name;
        }
    }
}

TEST(Reference, EveryExampleLoads) {
    namespace fs = std::filesystem;
    std::string name = (fs::temp_directory_path() / "stemwright-XXXXXX").string();
    fs::path folder = mkdtemp(name.data());
    for (const char* file : {"voice.wav", "guitar.wav"}) {
        SoundWriter writer((folder / file).string(), {});
        std::vector<float> silence(2000);
        writer.write(silence.data(), 1000);
        writer.finish();
    }
    for (const Type* type : Registry::instance().types()) {
        auto node = type->describe();
        if (type->family == "neural" || type->family == "script") continue; // need files of their own
        std::string text = example(*type, *node), strips = "tracks:\n  guitar: {source: guitar.wav}\n";
        if (text.starts_with("tracks:\n"))
            text.replace(0, 8, strips);
        else
            text = strips + "  voice: {source: voice.wav}\n" + text;
        text = "stemwright: 1\nsession: {length: 1 s}\n" + text;
        try {
            compile(readMix(text, (folder / "mix.yaml").string()).graph);
        } catch (const Error& error) {
            ADD_FAILURE() << type->name << ":\n" << text << error.what();
        }
    }
    fs::remove_all(folder);
}

}
