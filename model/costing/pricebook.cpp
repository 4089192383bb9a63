// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/costing/pricebook.h"

#include <QFile>

#include <nlohmann/json.hpp>

namespace groundplan {

namespace {

constexpr qint64 unknownPrice = -1;

nlohmann::json parsed(const char *name)
{
    QFile file(QStringLiteral(":/groundplan/prices/") + QLatin1String(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The built-in price file %s is missing.", name);
    const QByteArray bytes = file.readAll();
    return nlohmann::json::parse(bytes.begin(), bytes.end());
}

QString text(const std::string &utf8) { return QString::fromStdString(utf8); }

qint64 units(QStringView cell)
{
    if (cell == u"-")
        return unknownPrice;
    const Result<Decimal> number = Decimal::parse(cell.toString());
    return number ? number->units() : unknownPrice;
}

} // namespace

struct PriceBook::File {
    struct Row {
        QString source;
        std::vector<qint64> units; // by region, or empty when `several` says it
        QHash<QString, qint64> several;
    };
    QHash<QString, int> regions;
    QHash<QString, Row> rows;
    QHash<QString, int> vcpus;
    QString date;

    explicit File(const char *name);
};

PriceBook::File::File(const char *name)
{
    const nlohmann::json json = parsed(name);
    QHash<QString, QString> sources;
    for (const auto &[id, source] : json.at("sources").items())
        sources.insert(text(id), text(source.get<std::string>()));
    for (const auto &region : json.at("regions"))
        regions.insert(text(region.get<std::string>()), int(regions.size()));
    date = text(json.value("date", std::string()));
    if (json.contains("vcpus")) {
        for (const auto &[type, count] : json.at("vcpus").items())
            vcpus.insert(text(type), count.get<int>());
    }
    const auto &prices = json.at("prices");
    rows.reserve(qsizetype(prices.size()));
    for (const auto &[key, line] : prices.items()) {
        const QString all = text(line.get<std::string>());
        const QList<QStringView> cells = QStringView(all).split(u' ', Qt::SkipEmptyParts);
        Row row{sources.value(cells.first().toString()), {}, {}};
        for (const QStringView cell : cells.mid(1)) {
            const qsizetype equals = cell.indexOf(u'=');
            if (equals < 0)
                row.units.push_back(units(cell));
            else
                row.several.insert(cell.left(equals).toString(), units(cell.mid(equals + 1)));
        }
        rows.insert(text(key), row);
    }
}

PriceBook::PriceBook() = default;
PriceBook::~PriceBook() = default;

PriceBook::Part PriceBook::partOf(const QString &key)
{
    if (key.startsWith(QLatin1String("aws_")) || key.startsWith(QLatin1String("public-ipv4/")))
        return Services;
    if (key.startsWith(QLatin1String("ec2")))
        return Ec2;
    if (key.startsWith(QLatin1String("ebs/")) || key.startsWith(QLatin1String("rds-")))
        return Storage;
    return Nodes;
}

const PriceBook::File &PriceBook::file(Part part) const
{
    static constexpr std::array<const char *, partCount> names{"ec2.json", "nodes.json", "storage.json", "services.json"};
    std::call_once(m_loaded[part], [&] { m_files[part] = std::make_unique<File>(names[part]); });
    return *m_files[part];
}

std::optional<PriceBook::Price> PriceBook::find(const QString &key, const QString &region) const
{
    const File &in = file(partOf(key));
    const auto row = in.rows.constFind(key);
    if (row == in.rows.cend())
        return {};
    qint64 found = unknownPrice;
    if (row->units.empty()) {
        found = row->several.value(region, row->several.value(QStringLiteral("global"), unknownPrice));
    } else if (const auto column = in.regions.constFind(region); column != in.regions.cend()) {
        found = row->units[size_t(*column)];
    }
    if (found == unknownPrice)
        return {};
    return Price{Money::fromUnits(found), row->source};
}

int PriceBook::virtualCpus(const QString &type) const
{
    return file(type.startsWith(QLatin1String("db.")) ? Nodes : Ec2).vcpus.value(type);
}

bool PriceBook::isFree(const QString &type) const
{
    std::call_once(m_freeLoaded, [&] {
        for (const auto &name : parsed("free.json"))
            m_free.insert(text(name.get<std::string>()), true);
    });
    return m_free.contains(type);
}

QString PriceBook::date() const { return file(Services).date; }

QStringList PriceBook::keys() const
{
    QStringList all;
    for (int part = 0; part < partCount; ++part)
        all += file(Part(part)).rows.keys();
    all.sort();
    return all;
}

} // namespace groundplan
