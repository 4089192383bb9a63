// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace groundplan::test {

/// Texts that are something else to a careless printer. All are in Unicode's composed form, which Terraform turns texts into.
inline QStringList nastyTexts()
{
    return {
        QStringLiteral("plain"), QString(), QStringLiteral(" "), QStringLiteral("say \"hi\""), QStringLiteral("it's"), QStringLiteral("back\\slash\\"), QStringLiteral("${var.secret}"),
        QStringLiteral("$${escaped}"), QStringLiteral("$$${three}"), QStringLiteral("%{ if true }x%{ endif }"), QStringLiteral("%%{x}"), QStringLiteral("${"), QStringLiteral("$"), QStringLiteral("%"),
        QStringLiteral("# comment"), QStringLiteral("// comment"), QStringLiteral("a # b"), QStringLiteral("/* x */"), QStringLiteral("line\nbreak"), QStringLiteral("many\nlines\nhere\n"),
        QStringLiteral("EOT\nEOT\n${x}\n%{y}\nend\n"), QStringLiteral("  indented\n    more\n"), QStringLiteral("\ttab\t"), QStringLiteral("cr\r\nlf"), QStringLiteral("\x01\x02\x1f\x7f"), QString(QChar(0x85)),
        QStringLiteral("héllo wörld ✓"), QStringLiteral("日本語"), QStringLiteral("😀 👩‍👩‍👧"), QStringLiteral("\u202Ereversed\u202C"), QStringLiteral("zero\u200Bwidth"), QStringLiteral("a\uFEFFbom"), QStringLiteral("\u2028sep\u2029"),
        QStringLiteral("no"), QStringLiteral("yes"), QStringLiteral("on"), QStringLiteral("y"), QStringLiteral("Null"), QStringLiteral("~"), QStringLiteral("true"), QStringLiteral("1e3"), QStringLiteral("0x1F"), QStringLiteral("0o17"), QStringLiteral("007"),
        QStringLiteral("1_000"), QStringLiteral("12:30:45"), QStringLiteral("2026-11-21"), QStringLiteral(".5"), QStringLiteral("+1"), QStringLiteral(".inf"), QStringLiteral("- item"), QStringLiteral("key: value"), QStringLiteral("key:"), QStringLiteral("? q"),
        QStringLiteral("!Ref x"), QStringLiteral("&anchor"), QStringLiteral("*alias"), QStringLiteral("| block"), QStringLiteral("> fold"), QStringLiteral("@at"), QStringLiteral("`tick`"), QStringLiteral("{a: b}"), QStringLiteral("[a]"), QStringLiteral("'quoted'"),
        QStringLiteral("---"), QStringLiteral("..."), QStringLiteral("<<"), QStringLiteral("="), QStringLiteral("trailing "), QStringLiteral("}\nresource \"evil\" \"x\" {\n"), QStringLiteral("\"}\n"), QStringLiteral("${AWS::Region}"),
    };
}

} // namespace groundplan::test
