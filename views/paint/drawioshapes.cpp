// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/paint/drawioshapes.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace groundplan {

using namespace Qt::StringLiterals;

namespace {

QString roleName(ZoneRole role)
{
    switch (role) {
    case ZoneRole::Account: return u"account"_s;
    case ZoneRole::Region: return u"region"_s;
    case ZoneRole::AvailabilityZone: return u"availability_zone"_s;
    case ZoneRole::Vpc: return u"vpc"_s;
    case ZoneRole::PublicSubnet: return u"public_subnet"_s;
    case ZoneRole::PrivateSubnet: return u"private_subnet"_s;
    case ZoneRole::DataSubnet: return u"data_subnet"_s;
    case ZoneRole::Cluster: return u"cluster"_s;
    case ZoneRole::Group: break;
    }
    return u"group"_s;
}

/// The icon of the service in a type's name: `aws_ec2_client_vpn_route` is of `ec2_client_vpn` before it is of `ec2`.
QString serviceIcon(const QString &type, const QJsonObject &services)
{
    if (!type.startsWith("aws_"_L1))
        return {};
    for (QString service = type.mid(4); !service.isEmpty(); service.truncate(service.lastIndexOf(u'_'))) {
        const auto known = services.constFind(service);
        if (known != services.constEnd())
            return known->toString();
        if (!service.contains(u'_'))
            break;
    }
    return {};
}

/// The glyph that belongs to how the value of the property `by` begins, else `shape`.
QString shapeFor(const QJsonObject &entry, const Resource &resource)
{
    const QString value = resource.properties.value(entry["by"_L1].toString()).toString();
    const QJsonObject shapes = entry["shapes"_L1].toObject();
    for (auto it = shapes.begin(); it != shapes.end(); ++it) {
        if (value.startsWith(it.key()))
            return it->toString();
    }
    return entry["shape"_L1].toString();
}

} // namespace

DrawioShapes::DrawioShapes()
{
    QFile file(u":/groundplan/catalog/drawio/aws.json"_s);
    if (file.open(QIODevice::ReadOnly))
        m_table = QJsonDocument::fromJson(file.readAll()).object();
}

DrawioShapes::Glyph DrawioShapes::glyph(const Resource &resource) const
{
    const QJsonObject entry = m_table["types"_L1].toObject()[resource.type].toObject();
    if (entry.isEmpty())
        return {serviceIcon(resource.type, m_table["services"_L1].toObject()), true};
    if (entry.contains("icon"_L1))
        return {entry["icon"_L1].toString(), true};
    Glyph glyph{shapeFor(entry, resource), false};
    const QJsonArray size = m_table["sizes"_L1].toObject()[glyph.name].toArray();
    if (size.size() == 2)
        glyph.size = {size[0].toDouble(), size[1].toDouble()};
    return glyph;
}

DrawioShapes::Container DrawioShapes::container(const QString &type, ZoneRole role) const
{
    const QJsonObject zones = m_table["zones"_L1].toObject();
    const QJsonObject zone = zones[zones.contains(type) ? type : roleName(role)].toObject();
    return {zone["group"_L1].toString(), zone["stroke"_L1].toString(), zone["fill"_L1].toString(u"none"_s), zone["font"_L1].toString(),
            zone["dashed"_L1].toBool(),  zone["rounded"_L1].toBool(),  zone["center"_L1].toBool()};
}

} // namespace groundplan
