// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/codehighlighter.h"

namespace groundplan {

namespace {

QTextCharFormat colored(const QColor &color)
{
    QTextCharFormat format;
    format.setForeground(color);
    return format;
}

bool isWordStart(QChar c) { return c.isLetter() || c == QLatin1Char('_'); }
bool isWord(QChar c) { return c.isLetterOrNumber() || c == QLatin1Char('_') || c == QLatin1Char('-'); }

qsizetype wordEnd(const QString &text, qsizetype at)
{
    while (at < text.size() && isWord(text.at(at)))
        ++at;
    return at;
}

qsizetype firstInk(const QString &text)
{
    qsizetype at = 0;
    while (at < text.size() && text.at(at).isSpace())
        ++at;
    return at;
}

} // namespace

CodeHighlighter::CodeHighlighter(QTextDocument *document, const Style &style) : QSyntaxHighlighter(document) { setStyle(style); }

void CodeHighlighter::setStyle(const Style &style)
{
    m_keyword = colored(style.codeKeyword);
    m_string = colored(style.codeString);
    m_number = colored(style.codeNumber);
    m_comment = colored(style.codeComment);
    m_name = colored(style.codeName);
    m_reference = colored(style.codeReference);
    rehighlight();
}

void CodeHighlighter::highlightBlock(const QString &text)
{
    switch (m_language) {
    case CodeLanguage::Hcl: return highlightHcl(text);
    case CodeLanguage::Yaml: return highlightYaml(text);
    case CodeLanguage::Json: return highlightJson(text);
    }
}

qsizetype CodeHighlighter::highlightString(const QString &text, qsizetype start, const QTextCharFormat &format)
{
    qsizetype end = start + 1;
    while (end < text.size() && text.at(end) != text.at(start))
        end += text.at(end) == QLatin1Char('\\') ? 2 : 1;
    end = qMin(end + 1, text.size());
    setFormat(int(start), int(end - start), format);
    for (qsizetype open = text.indexOf(QLatin1String("${"), start); open >= 0 && open < end;
         open = text.indexOf(QLatin1String("${"), open + 2)) {
        if (open > 0 && text.at(open - 1) == QLatin1Char('$'))
            continue; // escaped: a text, not code
        const qsizetype close = text.indexOf(QLatin1Char('}'), open);
        if (close < 0 || close >= end)
            break;
        setFormat(int(open), int(close - open + 1), m_reference);
    }
    return end;
}

void CodeHighlighter::scanValues(const QString &text, qsizetype from)
{
    static const QSet<QString> constants{QStringLiteral("true"), QStringLiteral("false"), QStringLiteral("null")};
    for (qsizetype at = from; at < text.size();) {
        const QChar c = text.at(at);
        if (c == QLatin1Char('"') || (c == QLatin1Char('\'') && m_language == CodeLanguage::Yaml)) {
            at = highlightString(text, at, m_string);
        } else if (c == QLatin1Char('#') && m_language != CodeLanguage::Json) {
            setFormat(int(at), int(text.size() - at), m_comment);
            return;
        } else if (c == QLatin1Char('!') && m_language == CodeLanguage::Yaml) {
            const qsizetype end = wordEnd(text, at + 1);
            setFormat(int(at), int(end - at), m_keyword);
            at = end;
        } else if (isWordStart(c)) {
            qsizetype end = wordEnd(text, at);
            const QString word = text.mid(at, end - at);
            while (end + 1 < text.size() && text.at(end) == QLatin1Char('.') && isWordStart(text.at(end + 1)))
                end = wordEnd(text, end + 1);
            if (constants.contains(word))
                setFormat(int(at), int(word.size()), m_number);
            else if (m_language == CodeLanguage::Hcl && end - at > word.size())
                setFormat(int(at), int(end - at), m_reference);
            at = end;
        } else if (c.isDigit() || (c == QLatin1Char('-') && at + 1 < text.size() && text.at(at + 1).isDigit())) {
            qsizetype end = at + 1;
            while (end < text.size() && (text.at(end).isDigit() || text.at(end) == QLatin1Char('.')))
                ++end;
            setFormat(int(at), int(end - at), m_number);
            at = end;
        } else {
            ++at;
        }
    }
}

void CodeHighlighter::highlightHcl(const QString &text)
{
    const qsizetype start = firstInk(text);
    if (start < text.size() && isWordStart(text.at(start))) {
        const qsizetype end = wordEnd(text, start);
        const bool opensBlock = text.endsWith(QLatin1Char('{')) && !text.contains(QLatin1Char('='));
        if (opensBlock) {
            setFormat(int(start), int(end - start), m_keyword);
            scanValues(text, end);
            return;
        }
        if (text.indexOf(QLatin1Char('='), end) >= 0) {
            scanValues(text, end);
            return;
        }
    }
    scanValues(text, start);
}

void CodeHighlighter::highlightYaml(const QString &text)
{
    qsizetype start = firstInk(text);
    while (start + 1 < text.size() && text.at(start) == QLatin1Char('-') && text.at(start + 1) == QLatin1Char(' '))
        start += 2;
    qsizetype end = start;
    while (end < text.size() && (isWord(text.at(end)) || text.at(end) == QLatin1Char(':'))
           && !(text.at(end) == QLatin1Char(':') && (end + 1 == text.size() || text.at(end + 1).isSpace())))
        ++end;
    if (end > start && end < text.size() && text.at(end) == QLatin1Char(':')) {
        setFormat(int(start), int(end - start), m_name);
        start = end + 1;
    }
    scanValues(text, start);
}

void CodeHighlighter::highlightJson(const QString &text)
{
    const qsizetype start = firstInk(text);
    if (start < text.size() && text.at(start) == QLatin1Char('"')) {
        qsizetype end = start + 1;
        while (end < text.size() && text.at(end) != QLatin1Char('"'))
            end += text.at(end) == QLatin1Char('\\') ? 2 : 1;
        if (end + 1 < text.size() && text.at(end + 1) == QLatin1Char(':')) {
            setFormat(int(start), int(end + 1 - start), m_name);
            scanValues(text, end + 2);
            return;
        }
    }
    scanValues(text, start);
}

} // namespace groundplan

#include "moc_codehighlighter.cpp"
