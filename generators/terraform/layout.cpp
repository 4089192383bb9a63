// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/terraform/layout.h"

#include "generators/terraform/tokens.h"

#include <QTextBoundaryFinder>

namespace groundplan::terraform {

namespace {

/// A minus after `before` belongs to the value that follows it.
bool isSign(const Token *before)
{
    if (!before)
        return true;
    switch (before->kind) {
    case TokenKind::OpenParenthesis:
    case TokenKind::OpenBrace:
    case TokenKind::OpenBracket:
    case TokenKind::Assignment:
    case TokenKind::Colon:
    case TokenKind::Comma:
    case TokenKind::Question:
    case TokenKind::Minus:
    case TokenKind::Operator:
    case TokenKind::Not: return true;
    default: return false;
    }
}

/// Whether a blank stands between two neighbours of a line. `before`: what stands in front of them, if anything.
bool isBlankBetween(const Token *before, const Token &left, const Token &right)
{
    using enum TokenKind;
    const auto isEither = [&](TokenKind kind) { return left.kind == kind || right.kind == kind; };
    if (right.kind == Newline || isEither(Dot) || right.kind == Comma || right.kind == Ellipsis)
        return false;
    if (left.kind == Identifier && (right.kind == OpenParenthesis || right.kind == DoubleColon))
        return false;
    if (left.kind == DoubleColon && right.kind == Identifier)
        return false;
    if (left.kind == Comma)
        return true;
    if (isEither(TemplateText) || left.kind == OpenQuote || left.kind == OpenHeredoc || right.kind == CloseQuote
        || right.kind == CloseHeredoc)
        return false;
    if (left.kind == Identifier && left.text == "in" && before && before->kind == Identifier)
        return true;
    if (right.kind == OpenBracket && (left.kind == Identifier || left.kind == Number || nesting(left) < 0))
        return false;
    if (left.kind == Not)
        return false;
    if (left.kind == Minus)
        return !isSign(before);
    if (left.kind == OpenBrace || right.kind == CloseBrace)
        return left.kind != OpenBrace || right.kind != CloseBrace;
    if ((left.kind == OpenTemplate && right.kind == OpenBrace) || (left.kind == CloseBrace && right.kind == CloseTemplate))
        return true;
    if (left.kind == CloseTemplate && right.kind == OpenTemplate)
        return false;
    return nesting(left) <= 0 && nesting(right) >= 0;
}

/// A line break in what a heredoc computes would shift all that comes after it: one that means nothing goes, one between the fields of
/// an object becomes a comma.
void joinLinesInHeredocs(Tokens &tokens)
{
    struct Open {
        bool isHeredoc = false, isObject = false;
    };
    QList<Open> open;
    Tokens kept;
    kept.reserve(tokens.size());
    const auto afterBreaks = [&](qsizetype i) {
        while (i < tokens.size() && tokens.at(i).kind == TokenKind::Newline)
            ++i;
        return i < tokens.size() ? tokens.at(i) : Token();
    };
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const Token &token = tokens.at(i);
        const bool isInHeredoc = !open.isEmpty() && open.last().isHeredoc;
        // The closing word of a heredoc stays alone on its line.
        if (token.kind == TokenKind::Newline && isInHeredoc && kept.last().kind != TokenKind::CloseHeredoc) {
            const TokenKind last = kept.last().kind, next = afterBreaks(i).kind;
            if (open.last().isObject && last != TokenKind::OpenBrace && last != TokenKind::Comma && next != TokenKind::CloseBrace
                && next != TokenKind::Comma)
                kept.append({TokenKind::Comma, ",", 0, false});
            continue;
        }
        if (token.kind == TokenKind::OpenHeredoc || nesting(token) > 0 || token.kind == TokenKind::OpenQuote) {
            const bool isObject = token.kind == TokenKind::OpenBrace && afterBreaks(i + 1).text != "for";
            open.append({isInHeredoc || token.kind == TokenKind::OpenHeredoc, isObject});
        } else if (!open.isEmpty()
                   && (token.kind == TokenKind::CloseHeredoc || nesting(token) < 0 || token.kind == TokenKind::CloseQuote)) {
            open.removeLast();
        }
        kept.append(token);
    }
    tokens = kept;
}

/// Tokens of one line, its end with them.
struct TokenLine {
    qsizetype from = 0, to = 0;
    qsizetype assignment = -1; ///< the `=` that is aligned with those of its neighbours
};

QList<TokenLine> linesOf(const Tokens &tokens)
{
    QList<TokenLine> lines{TokenLine()};
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        lines.last().to = i + 1;
        if (tokens.at(i).kind == TokenKind::Newline)
            lines.append({i + 1, i + 1, -1});
    }
    // The first line's `=` stands before the expression.
    for (auto line = lines.begin() + 1; line != lines.end(); ++line) {
        for (qsizetype i = line->from + 1; i < line->to; ++i) {
            if (tokens.at(i).kind != TokenKind::Assignment)
                continue;
            int open = 0;
            for (qsizetype rest = i; rest < line->to; ++rest)
                open += nesting(tokens.at(rest));
            if (open == 0)
                line->assignment = i;
            break;
        }
    }
    return lines;
}

/// A line that opens brackets, however many, indents what follows by one level, until as many are closed.
void indentLines(Tokens &tokens, const QList<TokenLine> &lines, int depth)
{
    QList<int> levels;
    for (const TokenLine &line : lines) {
        if (line.from == line.to || tokens.at(line.from).kind == TokenKind::Newline)
            continue;
        int open = 0;
        for (qsizetype i = line.from; i < line.to && tokens.at(i).kind != TokenKind::OpenHeredoc; ++i)
            open += nesting(tokens.at(i));
        for (int closed = -open; closed > 0 && !levels.isEmpty();) {
            const int most = qMin(closed, levels.last());
            closed -= most;
            levels.last() -= most;
            if (levels.last() == 0)
                levels.removeLast();
        }
        if (line.from > 0)
            tokens[line.from].spaces = (depth + levels.size()) * 2;
        if (open > 0)
            levels.append(open);
    }
}

void spaceLines(Tokens &tokens, const QList<TokenLine> &lines)
{
    for (const TokenLine &line : lines) {
        for (qsizetype i = line.from + 1; i < line.to; ++i) {
            const Token *before = i - 2 >= line.from ? &tokens.at(i - 2) : nullptr;
            tokens[i].spaces = isBlankBetween(before, tokens.at(i - 1), tokens.at(i)) ? 1 : 0;
        }
    }
}

void alignAssignments(Tokens &tokens, const QList<TokenLine> &lines)
{
    const auto widthOf = [&](const TokenLine &line) {
        qsizetype width = 0;
        for (qsizetype i = line.from; i < line.assignment; ++i)
            width += tokens.at(i).spaces + columns(tokens.at(i).text);
        return width;
    };
    for (qsizetype from = 0; from < lines.size(); ++from) {
        qsizetype to = from, widest = 0;
        for (; to < lines.size() && lines.at(to).assignment >= 0; ++to)
            widest = qMax(widest, widthOf(lines.at(to)));
        for (; from < to; ++from)
            tokens[lines.at(from).assignment].spaces = widest - widthOf(lines.at(from)) + 1;
    }
}

/// `"${...}"` and nothing else: what stands in it, in parentheses where it has several lines.
Tokens unwrapped(const Tokens &tokens)
{
    if (tokens.size() < 5 || tokens.first().kind != TokenKind::OpenQuote || !tokens.at(1).isInterpolation
        || tokens.at(tokens.size() - 2).kind != TokenKind::CloseTemplate || tokens.last().kind != TokenKind::CloseQuote)
        return tokens;
    Tokens inside = tokens.sliced(2, tokens.size() - 4);
    int quotes = 0;
    for (const Token &token : inside) {
        quotes += token.kind == TokenKind::OpenQuote ? 1 : token.kind == TokenKind::CloseQuote ? -1 : 0;
        if (quotes == 0
            && (token.kind == TokenKind::OpenTemplate || token.kind == TokenKind::CloseTemplate || token.kind == TokenKind::TemplateText))
            return tokens;
    }
    while (!inside.isEmpty() && inside.first().kind == TokenKind::Newline)
        inside.removeFirst();
    while (!inside.isEmpty() && inside.last().kind == TokenKind::Newline)
        inside.removeLast();
    const bool isLong = std::any_of(inside.begin(), inside.end(), [](const Token &token) { return token.kind == TokenKind::Newline; });
    if (isLong && (inside.first().kind != TokenKind::OpenParenthesis || inside.last().kind != TokenKind::CloseParenthesis)) {
        inside.prepend({TokenKind::OpenParenthesis, "(", 0, false});
        inside.append({TokenKind::CloseParenthesis, ")", 0, false});
    }
    return inside;
}

/// A name with what is looked up in it, the most frequent expression by far, has nothing to be laid out.
bool isPath(QByteArrayView expression)
{
    return std::all_of(expression.begin(), expression.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    });
}

} // namespace

qsizetype columns(QByteArrayView text)
{
    if (std::all_of(text.begin(), text.end(), [](char c) { return uchar(c) < 0x80; }))
        return text.size();
    const QString all = QString::fromUtf8(text);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, all);
    qsizetype count = 0;
    while (finder.toNextBoundary() >= 0)
        ++count;
    return count;
}

QByteArray laidOut(QByteArrayView expression, int depth, bool isWhole)
{
    if (isPath(expression))
        return expression.toByteArray();
    Tokens tokens = scan(expression);
    for (qsizetype before = 0; isWhole && before != tokens.size();) {
        before = tokens.size();
        tokens = unwrapped(tokens);
    }
    joinLinesInHeredocs(tokens);
    const QList<TokenLine> lines = linesOf(tokens);
    indentLines(tokens, lines, depth);
    spaceLines(tokens, lines);
    alignAssignments(tokens, lines);
    QByteArray out;
    for (const Token &token : std::as_const(tokens)) {
        out.resize(out.size() + token.spaces, ' ');
        out += token.text;
    }
    return out;
}

} // namespace groundplan::terraform
