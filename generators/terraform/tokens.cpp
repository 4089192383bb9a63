// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/terraform/tokens.h"

namespace groundplan::terraform {

namespace {

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool isNumeral(char c) { return c >= '0' && c <= '9'; }
bool isNameStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || uchar(c) >= 0x80; }

class TokenScanner {
public:
    explicit TokenScanner(QByteArrayView text) : m_text(text) { }

    Tokens run()
    {
        m_places.append(Place());
        while (m_at < m_text.size()) {
            if (m_places.last().kind == Place::Code)
                code();
            else
                templateText();
        }
        return m_tokens;
    }

private:
    struct Place {
        enum Kind : uchar { Code, Quoted, Heredoc } kind = Code;
        int openBraces = 0;    ///< of code
        QByteArrayView marker; ///< of a heredoc
        bool isLineStart = true;
    };

    bool isHere(QByteArrayView what, qsizetype ahead = 0) const
    {
        return m_text.sliced(qMin(m_at + ahead, m_text.size())).startsWith(what);
    }
    void take(TokenKind kind, qsizetype size)
    {
        m_tokens.append({kind, m_text.sliced(m_at, size), 0, isHere("${")});
        m_at += size;
    }

    void code()
    {
        const char c = m_text.at(m_at);
        if (isBlank(c))
            ++m_at;
        else if (c == '\n')
            take(TokenKind::Newline, 1);
        else if (isNameStart(c))
            take(TokenKind::Identifier, lengthOf([](char at) { return isNameStart(at) || isNumeral(at) || at == '-'; }));
        else if (isNumeral(c))
            take(TokenKind::Number, lengthOfNumber());
        else if (c == '"')
            open(TokenKind::OpenQuote, 1, {Place::Quoted, 0, {}, false});
        else if (isHere("<<"))
            openHeredoc();
        else
            punctuation(c);
    }

    template <typename Predicate> qsizetype lengthOf(Predicate belongs, qsizetype from = 0) const
    {
        qsizetype end = m_at + from;
        while (end < m_text.size() && belongs(m_text.at(end)))
            ++end;
        return end - m_at;
    }
    char at(qsizetype ahead) const { return m_at + ahead < m_text.size() ? m_text.at(m_at + ahead) : '\0'; }
    qsizetype lengthOfNumber() const
    {
        qsizetype length = lengthOf(isNumeral);
        if (at(length) == '.' && isNumeral(at(length + 1)))
            length = lengthOf(isNumeral, length + 1);
        if (at(length) == 'e' || at(length) == 'E') {
            const qsizetype sign = at(length + 1) == '+' || at(length + 1) == '-' ? 1 : 0;
            if (isNumeral(at(length + 1 + sign)))
                length = lengthOf(isNumeral, length + 1 + sign);
        }
        return length;
    }

    void punctuation(char c)
    {
        static constexpr std::pair<const char *, TokenKind> pairs[] = {
            {"...", TokenKind::Ellipsis}, {"::", TokenKind::DoubleColon}, {"=>", TokenKind::Other},
            {"==", TokenKind::Operator},  {"!=", TokenKind::Operator},    {"<=", TokenKind::Operator},
            {">=", TokenKind::Operator},  {"&&", TokenKind::Operator},    {"||", TokenKind::Operator},
        };
        for (const auto &[text, kind] : pairs) {
            if (isHere(text))
                return take(kind, qsizetype(qstrlen(text)));
        }
        const bool isInTemplate = m_places.size() > 1 && m_places.last().openBraces == 0;
        if (isInTemplate && (c == '}' || isHere("~}"))) {
            take(TokenKind::CloseTemplate, c == '}' ? 1 : 2);
            m_places.removeLast();
            m_places.last().isLineStart = false;
            return;
        }
        if (c == '{')
            ++m_places.last().openBraces;
        if (c == '}')
            --m_places.last().openBraces;
        take(kindOf(c), 1);
    }
    static TokenKind kindOf(char c)
    {
        switch (c) {
        case ',': return TokenKind::Comma;
        case '.': return TokenKind::Dot;
        case '=': return TokenKind::Assignment;
        case '-': return TokenKind::Minus;
        case '!': return TokenKind::Not;
        case '?': return TokenKind::Question;
        case ':': return TokenKind::Colon;
        case '{': return TokenKind::OpenBrace;
        case '}': return TokenKind::CloseBrace;
        case '[': return TokenKind::OpenBracket;
        case ']': return TokenKind::CloseBracket;
        case '(': return TokenKind::OpenParenthesis;
        case ')': return TokenKind::CloseParenthesis;
        case '+':
        case '*':
        case '/':
        case '%':
        case '<':
        case '>': return TokenKind::Operator;
        default: return TokenKind::Other;
        }
    }

    void open(TokenKind kind, qsizetype size, const Place &place)
    {
        take(kind, size);
        m_places.append(place);
    }
    void openHeredoc()
    {
        qsizetype lineEnd = m_text.indexOf('\n', m_at);
        lineEnd = lineEnd < 0 ? m_text.size() : lineEnd + 1;
        const qsizetype name = at(2) == '-' ? 3 : 2;
        const QByteArrayView marker = m_text.sliced(m_at, lineEnd - m_at).sliced(name).trimmed();
        open(TokenKind::OpenHeredoc, lineEnd - m_at, {Place::Heredoc, 0, marker, true});
    }

    /// What stands in quotes or in a heredoc, up to its end or to what is computed in it.
    void templateText()
    {
        Place &place = m_places.last();
        const bool isQuoted = place.kind == Place::Quoted;
        if (isQuoted && isHere("\"")) {
            take(TokenKind::CloseQuote, 1);
            m_places.removeLast();
            return;
        }
        if (!isQuoted && place.isLineStart) {
            const qsizetype length = lengthOf([](char c) { return c != '\n'; });
            if (m_text.sliced(m_at, length).trimmed() == place.marker) {
                take(TokenKind::CloseHeredoc, length);
                m_places.removeLast();
                return;
            }
        }
        if (isHere("${") || isHere("%{"))
            return open(TokenKind::OpenTemplate, at(2) == '~' ? 3 : 2, {Place::Code, 0, {}, false});
        qsizetype length = 0;
        bool isEnd = false;
        while (!isEnd && m_at + length < m_text.size()) {
            const char c = at(length);
            if (isHere("$${", length) || isHere("%%{", length))
                length += 3;
            else if (isQuoted && c == '\\')
                length += 2;
            else if ((isQuoted && c == '"') || isHere("${", length) || isHere("%{", length))
                isEnd = true;
            else
                isEnd = at(length++) == '\n';
        }
        length = qMin(length, m_text.size() - m_at);
        place.isLineStart = at(length - 1) == '\n';
        take(TokenKind::TemplateText, length);
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    QList<Place> m_places;
    Tokens m_tokens;
};

} // namespace

Tokens scan(QByteArrayView expression) { return TokenScanner(expression).run(); }

int nesting(const Token &token)
{
    switch (token.kind) {
    case TokenKind::OpenBrace:
    case TokenKind::OpenBracket:
    case TokenKind::OpenParenthesis:
    case TokenKind::OpenTemplate: return 1;
    case TokenKind::CloseBrace:
    case TokenKind::CloseBracket:
    case TokenKind::CloseParenthesis:
    case TokenKind::CloseTemplate: return -1;
    default: return 0;
    }
}

} // namespace groundplan::terraform
