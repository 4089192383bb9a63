// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/expressions.h"

#include "model/blueprint/words.h"

#include <QRegularExpression>

namespace groundplan::expressions {

namespace {

/// Walks an expression once, keeping a stack of what is open: brackets, strings and templates inside strings.
class Scanner {
public:
    explicit Scanner(const QString &text) : m_text(text) { }

    Result<> run()
    {
        while (m_at < m_text.size()) {
            const Result<> step = !m_open.isEmpty() && m_open.back() == QLatin1Char('"') ? inString() : inCode();
            if (!step)
                return step;
        }
        if (!m_open.isEmpty())
            return Error{tr("The expression ends before “%1” is closed.").arg(m_open.back())};
        if (!m_any)
            return Error{tr("The expression is empty.")};
        return {};
    }

private:
    QChar peek(qsizetype ahead = 0) const { return m_at + ahead < m_text.size() ? m_text.at(m_at + ahead) : QChar(); }
    bool startsWith(QLatin1String what) const { return QStringView(m_text).mid(m_at).startsWith(what); }

    Result<> inString()
    {
        if (peek() == QLatin1Char('\\')) {
            m_at += 2;
        } else if (startsWith(QLatin1String("$${")) || startsWith(QLatin1String("%%{"))) {
            m_at += 3;
        } else if (startsWith(QLatin1String("${")) || startsWith(QLatin1String("%{"))) {
            m_open.append(QLatin1Char('{'));
            m_at += 2;
        } else if (peek() == QLatin1Char('"')) {
            m_open.chop(1);
            ++m_at;
        } else if (peek() == QLatin1Char('\n') || peek() == QLatin1Char('\r')) {
            return Error{tr("A text in the expression goes over the end of its line.")};
        } else {
            ++m_at;
        }
        return {};
    }

    Result<> inCode()
    {
        const QChar c = peek();
        if (startsWith(QLatin1String("<<")))
            return skipHeredoc();
        if (c == QLatin1Char('#') || startsWith(QLatin1String("//")) || startsWith(QLatin1String("/*")))
            return Error{tr("The expression has a comment, which would hide the code after it.")};
        if (m_open.isEmpty() && (c == QLatin1Char('\n') || c == QLatin1Char('\r') || c == QLatin1Char(',')))
            return Error{tr("The expression has a line break or comma outside brackets.")};
        if (c.unicode() < 0x20 && c != QLatin1Char('\n') && c != QLatin1Char('\t') && c != QLatin1Char('\r'))
            return Error{tr("The expression has a control character.")};
        static const QString opening = QStringLiteral("([{\""), closing = QStringLiteral(")]}");
        if (opening.contains(c)) {
            m_open.append(c);
        } else if (const qsizetype kind = closing.indexOf(c); kind >= 0) {
            if (m_open.isEmpty() || m_open.back() != opening.at(kind))
                return Error{tr("The expression closes “%1” that was not opened.").arg(c)};
            m_open.chop(1);
        } else if (m_open.isEmpty() && c == QLatin1Char('=') && isAssignment()) {
            return Error{tr("The expression has an assignment.")};
        }
        m_any = m_any || !c.isSpace();
        ++m_at;
        return {};
    }

    bool isAssignment() const
    {
        const QChar before = m_at > 0 ? m_text.at(m_at - 1) : QChar();
        const QChar after = peek(1);
        return after != QLatin1Char('=') && after != QLatin1Char('>') && !QStringLiteral("=!<>").contains(before);
    }

    Result<> skipHeredoc()
    {
        static const QRegularExpression start(QStringLiteral("\\G<<-?([A-Za-z_][A-Za-z0-9_-]*)\\n"));
        const auto match = start.match(m_text, m_at);
        if (!match.hasMatch())
            return Error{tr("The expression has a “<<” that does not start a text block.")};
        const QRegularExpression end(QStringLiteral("^[ \\t]*%1$").arg(match.captured(1)), QRegularExpression::MultilineOption);
        const auto found = end.match(m_text, match.capturedEnd());
        if (!found.hasMatch())
            return Error{tr("The text block “%1” in the expression is not closed.").arg(match.captured(1))};
        m_any = true;
        m_at = found.capturedEnd();
        return {};
    }

    const QString &m_text;
    qsizetype m_at = 0;
    QString m_open;
    bool m_any = false;
};

} // namespace

QString withAddresses(const QString &text, const std::function<QString(const Reference &)> &address)
{
    if (!text.contains(QLatin1String("${ref:")))
        return text;
    static const QRegularExpression pattern(QStringLiteral(R"(\$\{ref:([^.{}]+)(?:\.([^{}]*))?\})"));
    QString result;
    qsizetype from = 0;
    auto matches = pattern.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        result += QStringView(text).mid(from, match.capturedStart() - from);
        result += address({ResourceId(match.captured(1)), match.captured(2)});
        from = match.capturedEnd();
    }
    return result + text.mid(from);
}

Result<> check(const QString &text)
{
    const QString plain = withAddresses(text, [](const Reference &) { return QStringLiteral("a.b"); });
    return Scanner(plain).run();
}

bool isIdentifier(const QString &text)
{
    if (text.isEmpty())
        return false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const ushort c = text.at(i).unicode();
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '-')))
            return false;
    }
    return true;
}

bool isAttributePath(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral(R"re(\A[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\[(?:\d+|"[\w .:/-]*")\])*\z)re"));
    return pattern.match(text).hasMatch();
}

bool isTypeExpression(const QString &text)
{
    static const QRegularExpression allowed(QStringLiteral(R"(\A[A-Za-z0-9_\s(){}\[\]=,"-]+\z)"));
    static const QRegularExpression start(QStringLiteral(R"(\A(?:(?:string|number|bool|any)\z|(?:list|set|map|object|tuple)\())"));
    return allowed.match(text).hasMatch() && start.match(text).hasMatch() && check(text);
}

} // namespace groundplan::expressions
