// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/jsontext.h"

#include "model/blueprint/words.h"

#include <QLocale>

#include <cmath>
#include <nlohmann/json.hpp>

namespace groundplan::jsontext {

namespace {

QString placeOf(const QByteArray &bytes, size_t position)
{
    const QByteArrayView before = QByteArrayView(bytes).first(qsizetype(std::min<size_t>(position, size_t(bytes.size()))));
    const qsizetype line = before.count('\n') + 1;
    const qsizetype column = before.size() - (before.lastIndexOf('\n') + 1);
    return tr("line %1, column %2").arg(line).arg(std::max<qsizetype>(1, column));
}

/// A map of one of the three tagged shapes becomes what it stands for; any other map stays a map.
Value untagged(ValueMap map)
{
    if (map.size() != 1)
        return map;
    const QString key = map.firstKey();
    const Value &content = map.first();
    if (key == QLatin1String("$var") && content.isString())
        return VariableReference{content.toString()};
    if (key == QLatin1String("$expr") && content.isString())
        return Expression{content.toString()};
    if (key == QLatin1String("$ref") && content.isMap()) {
        const ValueMap &parts = content.toMap();
        const Value to = parts.value(QStringLiteral("to")), attribute = parts.value(QStringLiteral("attr"));
        const bool fits = to.isString() && (attribute.isString() || !parts.contains(QStringLiteral("attr")));
        if (fits && parts.size() == (parts.contains(QStringLiteral("attr")) ? 2 : 1))
            return Reference{ResourceId(to.toString()), attribute.toString()};
    }
    return map;
}

/// The bytes for the parser. Tells how far it has read, which its events do not say.
struct ReadingIterator {
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char *;
    using reference = const char &;
    using iterator_category = std::input_iterator_tag;

    const char *at;
    const char **read;

    const char &operator*() const { return *at; }
    ReadingIterator &operator++()
    {
        *read = ++at;
        return *this;
    }
    bool operator==(const ReadingIterator &other) const { return at == other.at; }
};

/// Files say the same names and ids again and again: each short text is kept once, and shared.
class KnownTexts {
public:
    QString text(const std::string &utf8)
    {
        if (utf8.size() > longest)
            return textOf(utf8);
        const size_t hash = std::hash<std::string_view>()(utf8);
        if (m_used * 2 >= m_slots.size())
            grow();
        for (size_t at = hash & (m_slots.size() - 1);; at = (at + 1) & (m_slots.size() - 1)) {
            Slot &slot = m_slots[at];
            if (!slot.isUsed) {
                slot = {hash, utf8, textOf(utf8), true};
                ++m_used;
            }
            if (slot.hash == hash && slot.utf8 == utf8)
                return slot.text;
        }
    }

private:
    static constexpr size_t longest = 64;
    struct Slot {
        size_t hash = 0;
        std::string utf8;
        QString text;
        bool isUsed = false;
    };
    void grow()
    {
        std::vector<Slot> before(std::max<size_t>(1024, m_slots.size() * 2));
        before.swap(m_slots);
        for (Slot &slot : before) {
            if (!slot.isUsed)
                continue;
            size_t at = slot.hash & (m_slots.size() - 1);
            while (m_slots[at].isUsed)
                at = (at + 1) & (m_slots.size() - 1);
            m_slots[at] = std::move(slot);
        }
    }

    std::vector<Slot> m_slots; ///< a power of two
    size_t m_used = 0;
};

/// Builds a Value from the parser's events, with our limits; the parser itself does not recurse.
class Builder : public nlohmann::json_sax<nlohmann::json> {
public:
    explicit Builder(const QByteArray &bytes) : m_bytes(bytes), m_read(bytes.cbegin()) { }

    ReadingIterator begin() { return {m_bytes.cbegin(), &m_read}; }
    ReadingIterator end() { return {m_bytes.cend(), &m_read}; }

    bool null() override { return put({}); }
    bool boolean(bool v) override { return put(v); }
    bool number_integer(number_integer_t v) override { return put(qint64(v)); }
    bool number_unsigned(number_unsigned_t v) override
    {
        return put(v <= number_unsigned_t(INT64_MAX) ? Value(qint64(v)) : Value(double(v)));
    }
    bool number_float(number_float_t v, const string_t &) override { return put(v); }
    bool string(string_t &v) override { return put(m_texts.text(v)); }
    bool binary(binary_t &) override { return false; }
    bool start_object(std::size_t) override { return open(true); }
    bool start_array(std::size_t) override { return open(false); }
    bool key(string_t &v) override
    {
        m_levels.back().key = m_texts.text(v);
        if (!m_levels.back().map.contains(m_levels.back().key))
            return true;
        return fail(tr("The key “%1” is there twice in one object.").arg(m_levels.back().key), placeReached());
    }
    bool end_object() override { return close(untagged(std::move(m_levels.back().map))); }
    bool end_array() override { return close(std::move(m_levels.back().list)); }
    bool parse_error(std::size_t position, const std::string &, const nlohmann::detail::exception &exception) override
    {
        if (exception.id == 406)
            return fail(tr("A number is too large."), placeOf(m_bytes, position));
        const QByteArray why(exception.what());
        if (position > size_t(m_bytes.size()) || why.contains("unexpected end of input") || why.contains("missing closing quote"))
            return fail(tr("The text ends too early: it is cut off or incomplete."), placeOf(m_bytes, position));
        if (why.contains("UTF-8"))
            return fail(tr("The text is not valid UTF-8."), placeOf(m_bytes, position));
        return fail(tr("The text is not valid JSON."), placeOf(m_bytes, position));
    }

    Result<Value> result() &&
    {
        if (!m_error.message.isEmpty())
            return m_error;
        return std::move(m_root);
    }

private:
    struct Level {
        bool isMap;
        QString key;
        ValueMap map;
        ValueList list;
    };

    QString placeReached() const { return placeOf(m_bytes, size_t(m_read - m_bytes.cbegin())); }
    bool fail(const QString &message, const QString &place)
    {
        if (m_error.message.isEmpty())
            m_error = Error{message, place};
        return false;
    }
    bool put(Value value)
    {
        if (m_levels.empty())
            m_root = std::move(value);
        else if (m_levels.back().isMap)
            m_levels.back().map.insert(m_levels.back().key, value);
        else
            m_levels.back().list.append(std::move(value));
        return true;
    }
    bool open(bool isMap)
    {
        if (m_levels.size() >= size_t(maximumDepth))
            return fail(tr("The text is nested too deeply (more than %1 levels).").arg(maximumDepth), placeReached());
        m_levels.push_back({isMap, {}, {}, {}});
        return true;
    }
    bool close(Value value)
    {
        m_levels.pop_back();
        return put(std::move(value));
    }

    const QByteArray &m_bytes;
    const char *m_read; ///< the end of what was read so far
    std::vector<Level> m_levels;
    KnownTexts m_texts;
    Value m_root;
    Error m_error;
};

/// The tagged form of a variable or expression.
Value tagged(const Value &value)
{
    switch (value.kind()) {
    case Value::Kind::Variable: return ValueMap{{QStringLiteral("$var"), value.toVariable().name}};
    case Value::Kind::Expression: return ValueMap{{QStringLiteral("$expr"), value.toExpression().text}};
    default: return value;
    }
}

QByteArray numberText(const Value &value)
{
    if (value.kind() == Value::Kind::Integer)
        return QByteArray::number(value.toInteger());
    const double v = value.toReal();
    if (!std::isfinite(v))
        return "null";
    QByteArray text = QByteArray::number(v, 'g', QLocale::FloatingPointShortest);
    if (!text.contains('.') && !text.contains('e'))
        text += ".0";
    return text;
}

bool isOneLine(const Value &value)
{
    if (value.isMap())
        return value.toMap().isEmpty();
    if (!value.isList())
        return true;
    return std::all_of(value.toList().begin(), value.toList().end(), [](const Value &item) { return !item.isMap() && !item.isList(); });
}

constexpr int lineWidth = 120;

} // namespace

QString textOf(QByteArrayView utf8)
{
    const QString text = QString::fromUtf8(utf8);
    return utf8.startsWith("\xef\xbb\xbf") ? QChar(QChar::ByteOrderMark) + text : text;
}

Result<Value> read(const QByteArray &bytes)
{
    if (bytes.startsWith("\xff\xfe") || bytes.startsWith("\xfe\xff"))
        return Error{tr("The text is UTF-16; UTF-8 is needed."), placeOf(bytes, 0)};
    Builder builder(bytes);
    try {
        nlohmann::json::sax_parse(builder.begin(), builder.end(), &builder);
    } catch (const nlohmann::json::exception &exception) {
        return Error{tr("The text is not valid JSON."), QString::fromUtf8(exception.what())};
    }
    return std::move(builder).result();
}

void appendString(QByteArray &out, const QString &text)
{
    out += '"';
    const QByteArray utf8 = text.toUtf8();
    for (const char c : utf8) {
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            if (uchar(c) < 0x20 || c == 0x7f) {
                out += "\\u00";
                out += "0123456789abcdef"[uchar(c) >> 4];
                out += "0123456789abcdef"[uchar(c) & 15];
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

void appendCompact(QByteArray &out, const Value &value)
{
    switch (value.kind()) {
    case Value::Kind::Null: out += "null"; break;
    case Value::Kind::Bool: out += value.toBool() ? "true" : "false"; break;
    case Value::Kind::Integer:
    case Value::Kind::Real: out += numberText(value); break;
    case Value::Kind::String: appendString(out, value.toString()); break;
    case Value::Kind::List: {
        out += '[';
        const char *separator = "";
        for (const Value &item : value.toList()) {
            out += separator;
            appendCompact(out, item);
            separator = ", ";
        }
        out += ']';
        break;
    }
    case Value::Kind::Map: {
        out += '{';
        const char *separator = "";
        for (auto it = value.toMap().begin(); it != value.toMap().end(); ++it) {
            out += separator;
            appendString(out, it.key());
            out += ": ";
            appendCompact(out, it.value());
            separator = ", ";
        }
        out += '}';
        break;
    }
    case Value::Kind::Reference:
        out += "{\"$ref\": {\"to\": ";
        appendString(out, value.toReference().to.text());
        if (!value.toReference().attribute.isEmpty()) {
            out += ", \"attr\": ";
            appendString(out, value.toReference().attribute);
        }
        out += "}}";
        break;
    default: appendCompact(out, tagged(value));
    }
}

QByteArray compact(const Value &value)
{
    QByteArray out;
    appendCompact(out, value);
    return out;
}

void appendPretty(QByteArray &out, const Value &value, int indent)
{
    if (isOneLine(value)) {
        const qsizetype start = out.size();
        appendCompact(out, value);
        if (!value.isList() || value.toList().size() < 2 || out.size() - start + indent <= lineWidth)
            return;
        out.truncate(start);
    }
    const bool isMap = value.isMap();
    const QByteArray inner(indent + 2, ' ');
    out += isMap ? "{\n" : "[\n";
    const char *separator = "";
    if (isMap) {
        for (auto it = value.toMap().begin(); it != value.toMap().end(); ++it) {
            out += separator + inner;
            appendString(out, it.key());
            out += ": ";
            appendPretty(out, it.value(), indent + 2);
            separator = ",\n";
        }
    } else {
        for (const Value &item : value.toList()) {
            out += separator + inner;
            appendPretty(out, item, indent + 2);
            separator = ",\n";
        }
    }
    out += '\n' + QByteArray(indent, ' ') + (isMap ? '}' : ']');
}

} // namespace groundplan::jsontext
