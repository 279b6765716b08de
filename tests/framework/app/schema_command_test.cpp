// `stemwright schema` writes the schema where it is asked to.
// SPDX-License-Identifier: MIT
#include "framework/document/schema.h"
#include "tests/framework/app/command_line.h"

namespace stemwright::test {

struct SchemaCommand : CommandLine {};

TEST_F(SchemaCommand, PrintsTheSchema) {
    Ran ran = run({"schema"});
    EXPECT_EQ(ran.status, 0);
    EXPECT_EQ(ran.err, "");
    EXPECT_EQ(ran.out, schema());
}

TEST_F(SchemaCommand, WritesAFileThatTheFirstLineOfAMixNames) {
    Ran ran = run({"schema", "-o", "stemwright.schema.json"});
    EXPECT_EQ(ran.status, 0);
    EXPECT_EQ(ran.out, "");
    EXPECT_EQ(contents(folder / "stemwright.schema.json"), schema());
    EXPECT_NE(run({"schema", "--help"}).out.find("# yaml-language-server: $schema=stemwright.schema.json"),
              std::string::npos);
}

TEST_F(SchemaCommand, SaysWhatCannotBeWritten) {
    Ran ran = run({"schema", "-o", "no/such/folder/schema.json"});
    EXPECT_EQ(ran.status, 4);
    EXPECT_NE(ran.err.find("no/such/folder"), std::string::npos) << ran.err;
}

}
