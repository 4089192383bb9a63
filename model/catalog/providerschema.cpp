// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalog/providerschema.h"

namespace groundplan {

namespace {

constexpr int blockParts = 3;      // blocks, texts, types
constexpr int firstBlockChunk = 3; // after the directory, the names and the attribute types

} // namespace

ProviderSchema::ProviderSchema() : m_file(QStringLiteral(":/groundplan/schemas/aws.bin"))
{
    const auto directory = m_file.chunk(0);
    ByteReader reader(*directory);
    const int count = reader.count();
    m_entries.reserve(size_t(count));
    m_byName.reserve(count);
    for (int i = 0; i < count && !reader.isAtEnd(); ++i) {
        Entry entry;
        entry.name = reader.text();
        const quint64 flags = reader.number();
        entry.inOldest = flags & 1;
        entry.inNewest = flags & 2;
        entry.isDataSource = entry.name.startsWith(QLatin1String("data."));
        entry.chunk = reader.count() + firstBlockChunk;
        entry.place = reader.count();
        entry.cloudFormationType = reader.text();
        m_byName.insert(entry.name, int(m_entries.size()));
        m_entries.push_back(std::move(entry));
    }
}

const ProviderSchema::Entry *ProviderSchema::find(const QString &name) const
{
    const auto it = m_byName.constFind(name);
    return it == m_byName.constEnd() ? nullptr : &m_entries[size_t(*it)];
}

void ProviderSchema::readTypes() const
{
    if (!m_types.empty())
        return;
    const auto bytes = m_file.chunk(2);
    ByteReader reader(*bytes);
    const int count = reader.count();
    m_types.reserve(size_t(count));
    const auto earlier = [this](quint64 index) { return index < m_types.size() ? m_types[size_t(index)] : AttributeType(); };
    for (int i = 0; i < count; ++i) {
        AttributeType type;
        type.kind = AttributeType::Kind(qMin<quint64>(reader.number(), quint64(AttributeType::Kind::Object)));
        if (type.kind == AttributeType::Kind::Object) {
            const int fields = reader.count();
            for (int f = 0; f < fields && !reader.isAtEnd(); ++f) {
                const QString &name = m_file.name(reader.number());
                type.fields.insert(name, earlier(reader.number()));
            }
        } else if (type.isCollection()) {
            type.element = std::make_shared<AttributeType>(earlier(reader.number()));
        }
        m_types.push_back(std::move(type));
    }
}

std::shared_ptr<const BlockSchema> ProviderSchema::block(Blocks &blocks, int index) const
{
    if (index < 0 || index >= int(blocks.made.size()))
        return std::make_shared<BlockSchema>();
    if (blocks.made[size_t(index)])
        return blocks.made[size_t(index)];
    ByteReader reader = recordOf(partOf(*blocks.chunk, 0, blockParts), index);
    auto made = std::make_shared<BlockSchema>();
    made->deprecated = reader.number() & 1;
    const int attributes = reader.count();
    for (int i = 0; i < attributes && !reader.isAtEnd(); ++i) {
        AttributeSchema attribute;
        attribute.name = m_file.name(reader.number());
        const quint64 flags = reader.number();
        attribute.required = flags & 1;
        attribute.optional = flags & 2;
        attribute.computed = flags & 4;
        attribute.sensitive = flags & 8;
        attribute.deprecated = flags & 16;
        attribute.writeOnly = flags & 32;
        attribute.leaves = flags & 64;
        attribute.automatic = flags & 128;
        const quint64 type = reader.number();
        if (type < m_types.size())
            attribute.type = m_types[size_t(type)];
        made->attributes.insert(attribute.name, attribute);
    }
    const int nestedBlocks = reader.count();
    for (int i = 0; i < nestedBlocks && !reader.isAtEnd(); ++i) {
        NestedBlock nested;
        nested.name = m_file.name(reader.number());
        const quint64 nesting = reader.number();
        nested.nesting = NestedBlock::Nesting(nesting & 3);
        nested.leaves = nesting & 4;
        nested.minItems = reader.count();
        nested.maxItems = reader.count();
        const int inner = reader.count();
        nested.block = inner < index ? block(blocks, inner) : std::make_shared<const BlockSchema>(); // written after what they hold
        made->blocks.insert(nested.name, nested);
    }
    blocks.made[size_t(index)] = made;
    return made;
}

ValueRule ProviderSchema::rule(ByteReader &reader, QByteArrayView texts) const
{
    ValueRule rule;
    const quint64 flags = reader.number();
    const auto text = [&](int index) { return QString::fromUtf8(recordOf(texts, index).rest()); };
    if (flags & 1)
        rule.values = text(reader.count()).split(QLatin1Char('\n'));
    if (flags & 2)
        rule.pattern = text(reader.count());
    rule.certain = flags & 4;
    if (flags & 8)
        rule.minLength = int(reader.real());
    if (flags & 16)
        rule.maxLength = int(qMin(reader.real(), 1e9));
    if (flags & 32)
        rule.minimum = reader.real();
    if (flags & 64)
        rule.maximum = reader.real();
    if (flags & 128)
        rule.minItems = int(reader.real());
    if (flags & 256)
        rule.maxItems = int(qMin(reader.real(), 1e9));
    return rule;
}

ProviderSchema::Type ProviderSchema::decode(const Entry &entry) const
{
    const std::lock_guard lock(m_mutex);
    readTypes();
    auto &blocks = m_blocks[entry.chunk];
    if (!blocks) {
        blocks = std::make_shared<Blocks>();
        blocks->chunk = m_file.chunk(entry.chunk);
        blocks->made.resize(size_t(recordCount(partOf(*blocks->chunk, 0, blockParts))));
    }
    const QByteArrayView texts = partOf(*blocks->chunk, 1, blockParts);
    ByteReader reader = recordOf(partOf(*blocks->chunk, 2, blockParts), entry.place);
    Type type;
    type.schema = block(*blocks, reader.count());
    const int references = reader.count();
    for (int i = 0; i < references && !reader.isAtEnd(); ++i) {
        ReferenceRule reference;
        reference.attribute = reader.text();
        reference.targetType = m_file.name(reader.number());
        reference.targetAttribute = m_file.name(reader.number());
        const quint64 flags = reader.number();
        reference.isList = flags & 1;
        reference.certain = flags & 2;
        type.references.append(std::move(reference));
    }
    const int rules = reader.count();
    for (int i = 0; i < rules && !reader.isAtEnd(); ++i) {
        const QString path = reader.text();
        type.valueRules.insert(path, rule(reader, texts));
    }
    return type;
}

} // namespace groundplan
