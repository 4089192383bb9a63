// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/notes.h"

#include "model/blueprint/annotationedits.h"

namespace groundplan {

namespace {

QString pictureSource(const Annotation &row)
{
    return row.kind == annotation::image ? row.properties.value(QStringLiteral("data")).toString() : QString();
}

} // namespace

NoteLook Notes::made(const Annotation &row, const Entry *before) const
{
    // Reading a picture takes far longer than all else, and it hardly ever changes.
    const bool hasPicture = before && !before->picture.isEmpty() && before->picture == pictureSource(row);
    Annotation without = row;
    if (hasPicture)
        without.properties.clear();
    NoteLook look = looks::note(m_blueprint, without, m_facts);
    if (hasPicture)
        look.picture = before->look.picture;
    if (row.kind == annotation::legend)
        look.rows = m_legend.isEmpty() ? looks::legendRows(m_blueprint, m_catalog, row.page) : m_legend;
    prepareNote(look, *m_style);
    return look;
}

NoteLook Notes::lookOf(const Annotation &row) const
{
    const int slot = m_slots.value(row.id, -1);
    return made(row, slot < 0 ? nullptr : &m_entries[size_t(slot)]);
}

void Notes::setStyle(const Style &style)
{
    m_style = &style;
    for (const int slot : std::as_const(m_slots))
        prepareNote(m_entries[size_t(slot)].look, style);
}

void Notes::load(const PageId &page)
{
    m_page = page;
    m_entries.clear();
    m_free.clear();
    m_slots.clear();
    m_grid.clear();
    m_legend.clear();
    std::vector<QRectF> damage;
    for (const AnnotationId &id : m_blueprint.annotationsOn(page))
        set(*m_blueprint.find(id), damage);
    measure();
}

void Notes::set(const Annotation &row, std::vector<QRectF> &damage)
{
    if (row.page != m_page || !looks::mayDraw(row)) {
        remove(row.id, damage);
        return;
    }
    if (row.kind == annotation::legend && m_legend.isEmpty())
        m_legend = looks::legendRows(m_blueprint, m_catalog, m_page);
    int slot = m_slots.value(row.id, -1);
    NoteLook look = lookOf(row);
    if (slot >= 0) {
        damage.push_back(m_entries[size_t(slot)].bounds);
        m_grid.remove(slot, m_entries[size_t(slot)].bounds);
    } else if (m_free.empty()) {
        slot = int(m_entries.size());
        m_entries.emplace_back();
    } else {
        slot = m_free.back();
        m_free.pop_back();
    }
    Entry &entry = m_entries[size_t(slot)];
    entry = {row.id, row.order, pictureSource(row), std::move(look), {}};
    entry.bounds = paintedRect(entry.look);
    m_slots.insert(row.id, slot);
    m_grid.insert(slot, entry.bounds);
    damage.push_back(entry.bounds);
}

void Notes::remove(const AnnotationId &id, std::vector<QRectF> &damage)
{
    const int slot = m_slots.value(id, -1);
    if (slot < 0)
        return;
    Entry &entry = m_entries[size_t(slot)];
    damage.push_back(entry.bounds);
    m_grid.remove(slot, entry.bounds);
    m_slots.remove(id);
    entry = {};
    m_free.push_back(slot);
}

void Notes::refresh(QLatin1String kind, std::vector<QRectF> &damage)
{
    const QList<AnnotationId> all = m_slots.keys();
    for (const AnnotationId &id : all) {
        if (look(id)->kind == kind && m_blueprint.find(id))
            set(*m_blueprint.find(id), damage);
    }
}

std::vector<QRectF> Notes::follow(const ChangeSet &changes)
{
    std::vector<QRectF> damage;
    bool renames = false;
    for (const Change &change : changes.changes) {
        renames = renames || std::holds_alternative<RowChange<Header>>(change) || std::holds_alternative<RowChange<Page>>(change);
        const auto *note = std::get_if<RowChange<Annotation>>(&change);
        if (!note)
            continue;
        if (const Annotation *row = m_blueprint.find(note->id()))
            set(*row, damage);
        else
            remove(note->id(), damage);
    }
    if (m_slots.isEmpty() && damage.empty())
        return damage;
    if (renames)
        refresh(annotation::titleBlock, damage);
    if (!m_legend.isEmpty() && looks::mayChangeLegend(changes)) {
        if (QList<NoteLook::Row> rows = looks::legendRows(m_blueprint, m_catalog, m_page); rows != m_legend) {
            m_legend = std::move(rows);
            refresh(annotation::legend, damage);
        }
    }
    measure();
    return damage;
}

std::vector<QRectF> Notes::setFacts(const looks::NoteFacts &facts)
{
    std::vector<QRectF> damage;
    if (facts == m_facts)
        return damage;
    m_facts = facts;
    refresh(annotation::titleBlock, damage);
    measure();
    return damage;
}

void Notes::measure()
{
    m_bounds = {};
    bool hasLegend = false;
    for (const int slot : std::as_const(m_slots)) {
        m_bounds |= m_entries[size_t(slot)].bounds;
        hasLegend = hasLegend || m_entries[size_t(slot)].look.kind == annotation::legend;
    }
    if (!hasLegend)
        m_legend.clear(); // nobody keeps it up to date from now on
}

QRectF Notes::bounds(const AnnotationId &id) const
{
    const int slot = m_slots.value(id, -1);
    return slot < 0 ? QRectF() : m_entries[size_t(slot)].bounds;
}

const NoteLook *Notes::look(const AnnotationId &id) const
{
    const int slot = m_slots.value(id, -1);
    return slot < 0 ? nullptr : &m_entries[size_t(slot)].look;
}

QList<AnnotationId> Notes::in(const QRectF &rect) const
{
    std::vector<int> found = m_grid.query(rect);
    std::erase_if(found, [&](int slot) { return !m_entries[size_t(slot)].bounds.intersects(rect); });
    std::sort(found.begin(), found.end(), [this](int a, int b) {
        const Entry &ea = m_entries[size_t(a)], &eb = m_entries[size_t(b)];
        return std::tie(ea.order, ea.id.text()) < std::tie(eb.order, eb.id.text());
    });
    QList<AnnotationId> ids;
    for (const int slot : found)
        ids.append(m_entries[size_t(slot)].id);
    return ids;
}

AnnotationId Notes::at(const QPointF &point, double tolerance) const
{
    const QList<AnnotationId> near = in(QRectF(point, QSizeF(0, 0)).adjusted(-tolerance, -tolerance, tolerance, tolerance));
    for (qsizetype i = near.size() - 1; i >= 0; --i) {
        if (hitsNote(*look(near.at(i)), point, tolerance))
            return near.at(i);
    }
    return {};
}

} // namespace groundplan
