// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QList>

/// The words and signs that Terraform's language is made of.
namespace groundplan::terraform {

enum class TokenKind : uchar {
    Newline,
    Identifier,
    Number,
    Comma,
    Dot,
    Ellipsis,
    DoubleColon,
    Assignment,
    Minus,
    Operator, ///< of two values, as `+`, `==` and `&&`
    Not,
    Question,
    Colon,
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
    OpenParenthesis,
    CloseParenthesis,
    OpenQuote,
    CloseQuote,
    OpenHeredoc,  ///< with the end of its line
    CloseHeredoc, ///< with the blanks before it
    TemplateText, ///< of a quoted text or a heredoc
    OpenTemplate, ///< `${` or `%{`
    CloseTemplate,
    Other,
};

struct Token {
    TokenKind kind = TokenKind::Other;
    QByteArrayView text;
    qsizetype spaces = 0;         ///< before it
    bool isInterpolation = false; ///< `${`
};
using Tokens = QList<Token>;

/// Cuts a sound expression without comments into tokens. They point into `expression`; what stands in quotes and heredocs is kept byte by
/// byte.
Tokens scan(QByteArrayView expression);

/// +1 for what opens, -1 for what closes, 0 for anything else. Quotes and heredocs do not count.
int nesting(const Token &token);

} // namespace groundplan::terraform
