// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/cloudformation/literals.h"

#include "model/blueprint/expressions.h"

namespace groundplan::cloudformation {

namespace {

constexpr int deepestLiteral = 32;

class LiteralReader {
public:
    explicit LiteralReader(const QString &code) : m_code(code) { }

    std::optional<Value> whole()
    {
        std::optional<Value> value = read(0);
        skipSpace();
        return value && m_at == m_code.size() ? value : std::nullopt;
    }

private:
    QChar here() const { return m_at < m_code.size() ? m_code.at(m_at) : QChar(); }
    void skipSpace(bool alsoCommas = false)
    {
        while (m_at < m_code.size() && (here().isSpace() || (alsoCommas && here() == u',')))
            ++m_at;
    }

    std::optional<Value> read(int depth)
    {
        skipSpace();
        if (depth > deepestLiteral || m_at >= m_code.size())
            return {};
        return here() == u'{' ? map(depth) : here() == u'[' ? list(depth) : scalar();
    }

    std::optional<Value> list(int depth)
    {
        ValueList items;
        ++m_at;
        for (skipSpace(true); here() != u']'; skipSpace(true)) {
            const auto item = read(depth + 1);
            if (!item)
                return {};
            items.append(*item);
        }
        ++m_at;
        return items;
    }

    std::optional<Value> map(int depth)
    {
        ValueMap fields;
        ++m_at;
        for (skipSpace(true); here() != u'}'; skipSpace(true)) {
            const qsizetype from = m_at;
            if (here() == u'"') {
                skipText();
            } else {
                while (here().isLetterOrNumber() || here() == u'_' || here() == u'-')
                    ++m_at;
            }
            const QString written = m_code.sliced(from, m_at - from);
            const auto name = written.startsWith(u'"') ? expressions::syntax(written) : Result<expressions::Syntax>(expressions::Syntax());
            const QString key = written.startsWith(u'"') && name ? name->literal.toString() : written;
            skipSpace();
            if (key.isEmpty() || written == u"for" || (here() != u'=' && here() != u':') || m_code.mid(m_at, 2) == u"=>")
                return {};
            ++m_at;
            const auto value = read(depth + 1);
            if (!value)
                return {};
            fields.insert(key, *value);
        }
        ++m_at;
        return fields;
    }

    void skipText()
    {
        int holes = 0; // ${ … } may hold texts of its own
        for (++m_at; m_at < m_code.size(); ++m_at) {
            const QChar c = here();
            if (c == u'\\' && holes == 0)
                ++m_at;
            else if (c == u'{' && (holes > 0 || m_code.at(m_at - 1) == u'$' || m_code.at(m_at - 1) == u'%'))
                ++holes;
            else if (c == u'}' && holes > 0)
                --holes;
            else if (c == u'"' && holes == 0)
                break;
        }
        ++m_at;
    }

    /// Up to what ends an item.
    std::optional<Value> scalar()
    {
        const qsizetype from = m_at;
        int depth = 0;
        while (m_at < m_code.size()) {
            const QChar c = here();
            if (c == u'"') {
                skipText();
                continue;
            }
            if (depth == 0 && (c == u',' || c == u'\n' || c == u'}' || c == u']'))
                break;
            depth += QStringView(u"([{").contains(c) ? 1 : QStringView(u")]}").contains(c) ? -1 : 0;
            ++m_at;
        }
        m_at = qMin(m_at, m_code.size());
        const QString text = m_code.sliced(from, m_at - from).trimmed();
        if (text == u"null")
            return Value();
        const auto read = expressions::syntax(text);
        if (text.isEmpty() || !read)
            return {};
        return read->literal.isNull() ? Value(Expression{text}) : read->literal;
    }

    const QString &m_code;
    qsizetype m_at = 0;
};

} // namespace

std::optional<Value> literalIn(const QString &code) { return LiteralReader(code).whole(); }

} // namespace groundplan::cloudformation
