// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/expressionsyntax.h"

#include "model/blueprint/words.h"

namespace groundplan::expressions {

namespace {

constexpr int deepest = 200; ///< nobody writes more; a hostile file could

bool beginsName(QChar c) { return c == QLatin1Char('_') || c.isLetter() || c.isSurrogate(); }
bool continuesName(QChar c) { return beginsName(c) || c == QLatin1Char('-') || c.isDigit() || c.isMark(); }
bool isDigit(QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); }

/// A recursive-descent reader. Each function reads what it is called after and returns false when there is something else; the
/// first problem stays.
class ExpressionReader {
public:
    explicit ExpressionReader(const QString &text) : m_text(text) { }

    Result<Syntax> run()
    {
        skipEmptyLines();
        if (m_at == m_text.size() && m_problem.isEmpty())
            return Error{tr("The expression is empty.")};
        const bool isRead = expression();
        const qsizetype end = m_at;
        skipEmptyLines();
        if (isRead && m_problem.isEmpty() && m_at < m_text.size()) {
            const bool isNextLine = QStringView(m_text).mid(end, m_at - end).contains(QLatin1Char('\n'));
            fail(isNextLine                       ? tr("The expression goes on after a line break outside brackets.")
                     : here() == QLatin1Char('=') ? tr("The expression has an assignment.")
                                                  : tr("The expression does not end where it should, at “%1”.").arg(excerpt()));
        }
        if (!m_problem.isEmpty())
            return Error{m_problem};
        m_syntax.endsWithHeredoc = m_heredocEnd == end && end > 0;
        if (!m_isPlain)
            m_syntax.literal = {};
        return m_syntax;
    }

private:
    // --- Characters ---
    QChar here(qsizetype ahead = 0) const { return m_at + ahead < m_text.size() ? m_text.at(m_at + ahead) : QChar(); }
    bool isAtEnd() const { return m_at >= m_text.size(); }
    bool isHere(QLatin1String what) const { return QStringView(m_text).mid(m_at).startsWith(what); }
    QString excerpt() const { return m_text.mid(m_at, 12).simplified(); }

    bool fail(const QString &problem)
    {
        if (m_problem.isEmpty())
            m_problem = problem;
        return false;
    }
    bool unexpected()
    {
        if (isAtEnd())
            return fail(tr("The expression ends too early."));
        return fail(tr("The expression can't be read at “%1”.").arg(excerpt()));
    }

    /// Blanks and comments; line breaks as well where brackets are open.
    void skip()
    {
        while (!isAtEnd()) {
            const QChar c = here();
            if (c == QLatin1Char(' ') || c == QLatin1Char('\t')) {
                ++m_at;
            } else if (isLineBreak()) {
                if (!m_ignoresLines)
                    return;
                ++m_at;
            } else if (isHere(QLatin1String("/*"))) {
                const qsizetype end = m_text.indexOf(QLatin1String("*/"), m_at + 2);
                if (end < 0) {
                    fail(tr("A comment in the expression is not closed."));
                    m_at = m_text.size();
                    return;
                }
                comment(end + 2);
            } else if (c == QLatin1Char('#') || isHere(QLatin1String("//"))) {
                const qsizetype end = m_text.indexOf(QLatin1Char('\n'), m_at);
                comment(end < 0 ? m_text.size() : end);
            } else {
                return;
            }
        }
    }
    void comment(qsizetype end)
    {
        if (m_syntax.comments.isEmpty() || m_syntax.comments.last().from < m_at) // looking ahead reads some twice
            m_syntax.comments.append({m_at, end - m_at});
        m_at = end;
    }
    bool isLineBreak() const { return here() == QLatin1Char('\n') || (here() == QLatin1Char('\r') && here(1) == QLatin1Char('\n')); }
    void skipEmptyLines()
    {
        const bool before = std::exchange(m_ignoresLines, true);
        skip();
        m_ignoresLines = before;
    }
    bool take(QLatin1Char what)
    {
        skip();
        if (here() != what)
            return false;
        ++m_at;
        return true;
    }
    bool take(QLatin1String what)
    {
        skip();
        if (!isHere(what))
            return false;
        m_at += what.size();
        return true;
    }
    QString word()
    {
        skip();
        const qsizetype from = m_at;
        if (beginsName(here()))
            while (!isAtEnd() && continuesName(here()))
                ++m_at;
        return m_text.mid(from, m_at - from);
    }
    /// `keyword` as a whole word, not eaten.
    bool isWordNext(QLatin1String keyword)
    {
        skip();
        return isHere(keyword) && !continuesName(here(keyword.size()));
    }
    bool takeWord(QLatin1String keyword)
    {
        if (!isWordNext(keyword))
            return false;
        m_at += keyword.size();
        return true;
    }

    // --- Expressions ---
    template <class F> bool withLines(bool ignored, F read)
    {
        const bool before = std::exchange(m_ignoresLines, ignored);
        const bool isRead = read();
        m_ignoresLines = before;
        return isRead;
    }

    bool expression()
    {
        if (++m_depth > deepest)
            return fail(tr("The expression is nested too deeply."));
        const bool isRead = binary() && (!take(QLatin1Char('?')) || choice());
        --m_depth;
        return isRead;
    }
    bool choice()
    {
        m_isPlain = false;
        return expression() && (take(QLatin1Char(':')) || unexpected()) && expression();
    }
    bool binary()
    {
        if (!unary())
            return false;
        while (takeOperator()) {
            m_isPlain = false;
            if (!unary())
                return false;
        }
        return m_problem.isEmpty();
    }
    bool takeOperator()
    {
        skip();
        for (const QLatin1String &two :
             {QLatin1String("||"), QLatin1String("&&"), QLatin1String("=="), QLatin1String("!="), QLatin1String("<="), QLatin1String(">=")})
            if (take(two))
                return true;
        static const QString single = QStringLiteral("<>+-*/%");
        if (isAtEnd() || !single.contains(here()) || isHere(QLatin1String("%{")))
            return false;
        ++m_at;
        return true;
    }
    bool unary()
    {
        skip();
        while (here() == QLatin1Char('-') || (here() == QLatin1Char('!') && here(1) != QLatin1Char('='))) {
            m_isPlain = m_isPlain && here() == QLatin1Char('-') && isDigit(here(1));
            m_isNegative = true;
            ++m_at;
            skip();
        }
        const bool isRead = term();
        m_isNegative = false;
        return isRead;
    }

    bool term()
    {
        skip();
        const QChar c = here();
        if (isAtEnd())
            return unexpected();
        std::optional<Named> name;
        if (c == QLatin1Char('(')) {
            m_isPlain = false;
            ++m_at;
            if (!withLines(true, [this] { return expression() && (take(QLatin1Char(')')) || unclosed(QLatin1Char('('))); }))
                return false;
        } else if (isDigit(c)) {
            number();
        } else if (c == QLatin1Char('"')) {
            if (!quoted())
                return false;
        } else if (isHere(QLatin1String("<<"))) {
            m_isPlain = false;
            if (!heredoc())
                return false;
        } else if (c == QLatin1Char('[')) {
            m_isPlain = false;
            ++m_at;
            if (!withLines(true, [this] { return tuple(); }))
                return false;
        } else if (c == QLatin1Char('{')) {
            m_isPlain = false;
            ++m_at;
            if (!braces())
                return false;
        } else if (beginsName(c)) {
            if (!nameOrCall(name))
                return false;
        } else {
            return unexpected();
        }
        const bool isRead = lookups(name);
        if (name && !m_bound.contains(name->path.first()))
            m_syntax.names.append(*name);
        return isRead;
    }

    void number()
    {
        const qsizetype from = m_at;
        const auto digits = [this] {
            while (isDigit(here()))
                ++m_at;
        };
        digits();
        if (here() == QLatin1Char('.') && isDigit(here(1))) {
            ++m_at;
            digits();
        }
        if (here().toLower() == QLatin1Char('e')) {
            const bool hasSign = here(1) == QLatin1Char('+') || here(1) == QLatin1Char('-');
            if (isDigit(here(hasSign ? 2 : 1))) {
                m_at += hasSign ? 2 : 1;
                digits();
            }
        }
        const double read = QStringView(m_text).mid(from, m_at - from).toDouble();
        m_syntax.literal = m_isNegative ? -read : read;
    }

    bool nameOrCall(std::optional<Named> &name)
    {
        QString first = word();
        const bool isScoped = isHere(QLatin1String("::"));
        while (isHere(QLatin1String("::"))) {
            m_at += 2;
            const QString next = beginsName(here()) ? word() : QString();
            if (next.isEmpty())
                return unexpected();
            first += QStringLiteral("::") + next;
        }
        const qsizetype after = m_at;
        skip();
        if (here() == QLatin1Char('(')) {
            ++m_at;
            m_isPlain = false;
            return withLines(true, [&] { return arguments(first); });
        }
        if (isScoped)
            return unexpected();
        m_at = after;
        if (first == QLatin1String("true") || first == QLatin1String("false")) {
            m_syntax.literal = first == QLatin1String("true");
            m_isPlain = m_isPlain && !m_isNegative;
        } else {
            m_isPlain = false;
            if (first != QLatin1String("null"))
                name = Named{{first}, false};
        }
        return true;
    }

    bool arguments(const QString &function)
    {
        const qsizetype place = m_syntax.calls.size();
        m_syntax.calls.append({function, 0, false});
        int count = 0;
        bool isExpanded = false;
        while (!take(QLatin1Char(')'))) {
            if (isAtEnd())
                return unclosed(QLatin1Char('('));
            if (!expression())
                return false;
            ++count;
            if (take(QLatin1String("..."))) {
                isExpanded = true;
                if (!take(QLatin1Char(')')))
                    return unexpected();
                break;
            }
            if (!take(QLatin1Char(','))) {
                if (!take(QLatin1Char(')')))
                    return isAtEnd() ? unclosed(QLatin1Char('(')) : unexpected();
                break;
            }
        }
        m_syntax.calls[place].arguments = count;
        m_syntax.calls[place].isExpanded = isExpanded;
        return m_problem.isEmpty();
    }

    /// `.name`, `.0`, `.*`, `[…]`, `[*]` behind a term. `name` is what they are looked up in, where that is a name.
    bool lookups(std::optional<Named> &name)
    {
        for (;;) {
            skip();
            if (here() == QLatin1Char('.') && here(1) != QLatin1Char('.')) {
                ++m_at;
                m_isPlain = false;
                skip();
                if (here() == QLatin1Char('*')) {
                    ++m_at;
                    noteIndex(name);
                } else if (isDigit(here())) {
                    while (isDigit(here()))
                        ++m_at;
                    noteIndex(name);
                } else if (const QString part = word(); part.isEmpty()) {
                    return unexpected();
                } else if (name && !name->isIndexed) {
                    name->path.append(part);
                }
            } else if (here() == QLatin1Char('[')) {
                ++m_at;
                m_isPlain = false;
                noteIndex(name);
                const bool isRead = withLines(true, [this] {
                    skip();
                    if (here() == QLatin1Char('*')) {
                        ++m_at;
                        return take(QLatin1Char(']')) || unexpected();
                    }
                    return expression() && (take(QLatin1Char(']')) || unclosed(QLatin1Char('[')));
                });
                if (!isRead)
                    return false;
            } else {
                return m_problem.isEmpty();
            }
        }
    }
    static void noteIndex(std::optional<Named> &name)
    {
        if (name)
            name->isIndexed = true;
    }

    bool unclosed(QLatin1Char bracket)
    {
        return isAtEnd() ? fail(tr("The expression ends before “%1” is closed.").arg(bracket)) : unexpected();
    }

    bool tuple()
    {
        if (isWordNext(QLatin1String("for")))
            return forExpression(QLatin1Char(']'));
        while (!take(QLatin1Char(']'))) {
            if (isAtEnd())
                return unclosed(QLatin1Char('['));
            if (!expression())
                return false;
            if (!take(QLatin1Char(',')) && here() != QLatin1Char(']'))
                return unclosed(QLatin1Char('['));
        }
        return true;
    }

    bool braces()
    {
        const bool isFor = withLines(true, [this] {
            const qsizetype at = m_at;
            const bool found = isWordNext(QLatin1String("for"));
            if (!found)
                m_at = at;
            return found;
        });
        if (isFor)
            return withLines(true, [this] { return forExpression(QLatin1Char('}')); });
        return withLines(false, [this] { return object(); });
    }

    /// Items end with a comma or at the end of their line.
    bool object()
    {
        for (;;) {
            skipEmptyLines();
            if (take(QLatin1Char('}')))
                return true;
            if (isAtEnd())
                return unclosed(QLatin1Char('{'));
            const qsizetype before = m_syntax.names.size();
            const bool isBare = beginsName(here());
            const qsizetype from = m_at;
            if (!expression())
                return false;
            if (isBare && m_syntax.names.size() == before + 1) {
                const QString key = m_text.mid(from, m_at - from).trimmed();
                if (key == m_syntax.names.last().path.first())
                    m_syntax.names.removeLast(); // a word there is a text
                else if (key == m_syntax.names.last().path.join(QLatin1Char('.')))
                    return fail(tr("The key “%1” in the expression needs parentheses around it.").arg(key));
            }
            skip();
            if (here() == QLatin1Char('=') && here(1) == QLatin1Char('>'))
                return unexpected();
            if (!take(QLatin1Char('=')) && !take(QLatin1Char(':')))
                return unclosed(QLatin1Char('{'));
            if (!expression())
                return false;
            skip();
            if (here() == QLatin1Char('}') || isLineBreak())
                continue;
            if (!take(QLatin1Char(',')))
                return unclosed(QLatin1Char('{'));
        }
    }

    /// `for`, not yet eaten, up to the closing bracket.
    bool forExpression(QLatin1Char closing)
    {
        takeWord(QLatin1String("for"));
        QStringList brought;
        if (!forNames(&brought) || !expression() || !(take(QLatin1Char(':')) || unexpected()))
            return false;
        m_bound += brought;
        bool isRead = expression();
        if (isRead && closing == QLatin1Char('}')) {
            isRead = (take(QLatin1String("=>")) || unexpected()) && expression();
            if (isRead)
                take(QLatin1String("..."));
        }
        if (isRead && takeWord(QLatin1String("if")))
            isRead = expression();
        m_bound.remove(m_bound.size() - brought.size(), brought.size());
        return isRead && (take(closing) || unclosed(closing == QLatin1Char(']') ? QLatin1Char('[') : QLatin1Char('{')));
    }
    bool forNames(QStringList *names)
    {
        names->append(word());
        if (take(QLatin1Char(',')))
            names->append(word());
        if (names->contains(QString()))
            return unexpected();
        return takeWord(QLatin1String("in")) || unexpected();
    }

    // --- Templates ---
    bool quoted()
    {
        ++m_at;
        QString literal;
        QStringList open;
        while (!isAtEnd() && here() != QLatin1Char('"')) {
            const QChar c = here();
            if (c == QLatin1Char('\n') || c == QLatin1Char('\r'))
                return fail(tr("A text in the expression goes over the end of its line."));
            if (c == QLatin1Char('\\')) {
                if (!escape(&literal))
                    return false;
            } else if (!templatePart(&literal, &open)) {
                return false;
            }
        }
        if (isAtEnd())
            return fail(tr("The expression ends before “%1” is closed.").arg(QLatin1Char('"')));
        ++m_at;
        if (!open.isEmpty())
            return fail(tr("A template in the expression misses its %{end%1}.").arg(open.last()));
        m_syntax.literal = literal;
        return true;
    }

    bool escape(QString *literal)
    {
        static const QString simple = QStringLiteral("nrt\"\\"), meaning = QStringLiteral("\n\r\t\"\\");
        const QChar kind = here(1);
        if (const qsizetype which = simple.indexOf(kind); which >= 0 && !kind.isNull()) {
            literal->append(meaning.at(which));
            m_at += 2;
            return true;
        }
        const qsizetype digits = kind == QLatin1Char('u') ? 4 : kind == QLatin1Char('U') ? 8 : 0;
        bool isNumber = false;
        const QString hex = m_text.mid(m_at + 2, digits);
        const char32_t code = hex.toUInt(&isNumber, 16);
        if (digits == 0 || hex.size() != digits || !isNumber)
            return fail(tr("A text in the expression has “%1”, which is no escape.").arg(m_text.mid(m_at, 2)));
        literal->append(QString::fromUcs4(&code, 1));
        m_at += 2 + digits;
        return true;
    }

    /// One character, `${…}` or `%{…}` of a template.
    bool templatePart(QString *literal, QStringList *open)
    {
        if (isHere(QLatin1String("$${")) || isHere(QLatin1String("%%{"))) {
            literal->append(QStringView(m_text).mid(m_at + 1, 2));
            m_at += 3;
            return true;
        }
        const bool isDirective = isHere(QLatin1String("%{"));
        if (!isDirective && !isHere(QLatin1String("${"))) {
            literal->append(here());
            ++m_at;
            return true;
        }
        m_isPlain = false;
        m_at += 2;
        if (here() == QLatin1Char('~'))
            ++m_at;
        return withLines(true, [&] {
            if (!(isDirective ? directive(open) : expression()))
                return false;
            take(QLatin1Char('~'));
            return take(QLatin1Char('}')) || unclosed(QLatin1Char('{'));
        });
    }

    bool directive(QStringList *open)
    {
        const QString what = word();
        if (what == QLatin1String("if")) {
            open->append(what);
            return expression();
        }
        if (what == QLatin1String("for")) {
            QStringList brought;
            open->append(what);
            if (!forNames(&brought) || !expression())
                return false;
            m_bound += brought; // beyond its end as well: a template has no names of its own to hide
            return true;
        }
        const QString last = open->isEmpty() ? QString() : open->last();
        if (what == QLatin1String("else") && last == QLatin1String("if")) {
            open->last() = QStringLiteral("if ");
            return true;
        }
        if ((what == QLatin1String("endif") && last.trimmed() == QLatin1String("if"))
            || (what == QLatin1String("endfor") && last == QLatin1String("for"))) {
            open->removeLast();
            return true;
        }
        return fail(tr("A template in the expression has “%1” where it can't stand.").arg(what.isEmpty() ? excerpt() : what));
    }

    bool heredoc()
    {
        m_at += 2;
        if (here() == QLatin1Char('-'))
            ++m_at;
        QString marker;
        while (!isAtEnd() && continuesName(here()) && (!marker.isEmpty() || beginsName(here())))
            marker += m_text.at(m_at++);
        if (here() == QLatin1Char('\r'))
            ++m_at;
        if (marker.isEmpty() || here() != QLatin1Char('\n'))
            return fail(tr("The expression has a “<<” that does not start a text block."));
        ++m_at;
        QString literal;
        QStringList open;
        bool isLineStart = true;
        while (!isAtEnd()) {
            if (isLineStart) {
                const qsizetype found = m_text.indexOf(QLatin1Char('\n'), m_at), end = found < 0 ? m_text.size() : found;
                if (QStringView(m_text).mid(m_at, end - m_at).trimmed() == marker) {
                    m_at = end; // the line break behind it counts as one
                    m_heredocEnd = end;
                    return open.isEmpty() || fail(tr("A template in the expression misses its %{end%1}.").arg(open.last().trimmed()));
                }
            }
            isLineStart = here() == QLatin1Char('\n');
            if (!templatePart(&literal, &open))
                return false;
        }
        return fail(tr("The text block “%1” in the expression is not closed.").arg(marker));
    }

    const QString &m_text;
    qsizetype m_at = 0;
    Syntax m_syntax;
    QString m_problem;
    QStringList m_bound;
    qsizetype m_heredocEnd = -1;
    int m_depth = 0;
    bool m_ignoresLines = false;
    bool m_isPlain = true, m_isNegative = false;
};

} // namespace

Result<Syntax> parse(const QString &text) { return ExpressionReader(text).run(); }

} // namespace groundplan::expressions
