// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalog/cloudformationschema.h"

#include "model/catalog/chunkfile.h"

#include <QHash>

#include <mutex>

namespace groundplan {

using namespace Qt::StringLiterals;

namespace {

constexpr int partsOfChunk = 2; // texts, records
constexpr int firstChunk = 2;   // after the directory and the names

struct Place {
    int chunk = 0, place = 0;
};

QHash<QString, Place> readPlaces(ByteReader &reader)
{
    QHash<QString, Place> places;
    const int count = reader.count();
    places.reserve(count);
    for (int i = 0; i < count && !reader.isAtEnd(); ++i) {
        const QString name = reader.text();
        const int chunk = reader.count() + firstChunk;
        places.insert(name, {chunk, reader.count()});
    }
    return places;
}

} // namespace

struct CloudFormationSchema::Private {
    std::mutex mutex;
    ChunkFile file{u":/groundplan/schemas/cloudformation.bin"_s};
    QHash<QString, Place> types, twins;
    QHash<QString, std::shared_ptr<const CloudFormationType>> decoded;

    CloudFormationProperty property(ByteReader &reader, QByteArrayView texts, int depth = 0)
    {
        CloudFormationProperty property;
        property.kind = CloudFormationProperty::Kind(qMin<quint64>(reader.number(), quint64(CloudFormationProperty::Kind::Union)));
        const quint64 flags = depth > 32 ? 0 : reader.number();
        property.required = flags & 1;
        property.replaces = flags & 2;
        const auto text = [&] { return QString::fromUtf8(recordOf(texts, reader.count()).rest()); };
        if (flags & 4)
            property.values = text().split(u'\n');
        if (flags & 8)
            property.pattern = text();
        if (flags & 16)
            property.element = std::make_shared<CloudFormationProperty>(this->property(reader, texts, depth + 1));
        if (flags & 32)
            property.definition = file.name(reader.number());
        if (flags & 64) {
            const int count = reader.count();
            for (int i = 0; i < count && !reader.isAtEnd(); ++i)
                property.alternatives.append(this->property(reader, texts, depth + 1));
        }
        return property;
    }

    CloudFormationProperties properties(ByteReader &reader, QByteArrayView texts)
    {
        CloudFormationProperties all;
        const int count = reader.count();
        for (int i = 0; i < count && !reader.isAtEnd(); ++i) {
            const QString name = file.name(reader.number());
            all.insert(name, property(reader, texts));
        }
        return all;
    }

    std::shared_ptr<const CloudFormationType> decode(const QString &name, Place place)
    {
        const auto chunk = file.chunk(place.chunk);
        const QByteArrayView texts = partOf(*chunk, 0, partsOfChunk);
        ByteReader reader = recordOf(partOf(*chunk, 1, partsOfChunk), place.place);
        auto type = std::make_shared<CloudFormationType>();
        type->name = name;
        type->tagsProperty = file.name(reader.number());
        type->properties = properties(reader, texts);
        type->attributes = properties(reader, texts);
        for (int i = reader.count(); i > 0 && !reader.isAtEnd(); --i)
            type->identifier.append(file.name(reader.number()));
        for (int i = reader.count(); i > 0 && !reader.isAtEnd(); --i) {
            const QString definition = file.name(reader.number());
            type->definitions.insert(definition, properties(reader, texts));
        }
        return type;
    }

    CloudFormationTwin decodeTwin(Place place)
    {
        static const QStringList kinds{u"none"_s, u"direct"_s, u"fold"_s, u"split"_s, u"alias"_s, u"approx"_s};
        const auto chunk = file.chunk(place.chunk);
        ByteReader reader = recordOf(partOf(*chunk, 1, partsOfChunk), place.place);
        CloudFormationTwin twin;
        twin.kind = CloudFormationTwin::Kind(qMax(qsizetype(0), kinds.indexOf(reader.text())));
        for (int i = reader.count(); i > 0 && !reader.isAtEnd(); --i)
            twin.types.append(file.name(reader.number()));
        for (int i = reader.count(); i > 0 && !reader.isAtEnd(); --i)
            twin.chosenBy.append(file.name(reader.number()));
        twin.foldedInto = file.name(reader.number());
        twin.parentAttribute = file.name(reader.number());
        for (int i = reader.count(); i > 0 && !reader.isAtEnd(); --i) {
            const QString from = reader.text();
            const QString to = reader.text();
            twin.attributes.insert(from, {to, double(reader.number()) / 100});
        }
        for (int i = reader.count(); i > 0 && !reader.isAtEnd(); --i) {
            const QString attribute = reader.text();
            twin.returns.insert(attribute, reader.text());
        }
        return twin;
    }
};

const CloudFormationProperty *CloudFormationType::at(const QString &path) const
{
    const CloudFormationProperties *level = &properties;
    const CloudFormationProperty *found = nullptr;
    for (const QString &part : path.split(u'.')) {
        if (!level)
            return nullptr;
        const auto it = level->constFind(part);
        if (it == level->constEnd())
            return nullptr;
        found = &*it;
        const CloudFormationProperty *inner = found;
        while (inner->element || !inner->alternatives.isEmpty()) {
            if (inner->element) {
                inner = inner->element.get();
                continue;
            }
            // Of alternatives, the one that has parts.
            const auto parted = std::find_if(inner->alternatives.begin(), inner->alternatives.end(),
                                             [](const CloudFormationProperty &one) { return one.element || !one.definition.isEmpty(); });
            if (parted == inner->alternatives.end())
                break;
            inner = &*parted;
        }
        const auto definition = definitions.constFind(inner->definition);
        level = definition == definitions.constEnd() ? nullptr : &*definition;
    }
    return found;
}

CloudFormationSchema::CloudFormationSchema() : d(std::make_unique<Private>())
{
    const auto directory = d->file.chunk(0);
    ByteReader reader(*directory);
    d->types = readPlaces(reader);
    d->twins = readPlaces(reader);
}

CloudFormationSchema::~CloudFormationSchema() = default;

QStringList CloudFormationSchema::types() const
{
    QStringList names = d->types.keys();
    names.sort();
    return names;
}

std::shared_ptr<const CloudFormationType> CloudFormationSchema::type(const QString &name) const
{
    const std::lock_guard lock(d->mutex);
    if (const auto it = d->decoded.constFind(name); it != d->decoded.constEnd())
        return *it;
    const auto place = d->types.constFind(name);
    if (place == d->types.constEnd())
        return nullptr;
    return d->decoded[name] = d->decode(name, *place);
}

CloudFormationTwin CloudFormationSchema::twin(const QString &terraformType) const
{
    const std::lock_guard lock(d->mutex);
    const auto place = d->twins.constFind(terraformType);
    return place == d->twins.constEnd() ? CloudFormationTwin() : d->decodeTwin(*place);
}

} // namespace groundplan
