// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/blueprint.h"
#include "views/canvas/spatialgrid.h"
#include "views/paint/notelooks.h"

namespace groundplan {

/// The notes of one page as looks, ready to be drawn and hit. It follows the blueprint's changes by id; tools and pixels are others'.
class Notes {
public:
    Notes(const Blueprint &blueprint, const Catalog &catalog) : m_blueprint(blueprint), m_catalog(catalog) { }

    void setStyle(const Style &style); ///< outlives the notes
    void load(const PageId &page);
    /// Follows a change that the blueprint has made; returns the places that look different now.
    std::vector<QRectF> follow(const ChangeSet &changes);
    /// What title blocks say besides; returns as follow().
    std::vector<QRectF> setFacts(const looks::NoteFacts &facts);

    bool isEmpty() const { return m_slots.isEmpty(); }
    QRectF bounds() const { return m_bounds; }
    QRectF bounds(const AnnotationId &id) const;                   ///< of all that is painted of it
    const NoteLook *look(const AnnotationId &id) const;            ///< null: not on this page
    QList<AnnotationId> in(const QRectF &rect) const;              ///< painting touches it; lower ones first
    AnnotationId at(const QPointF &point, double tolerance) const; ///< the highest that a hand would hold there; empty: none
    /// How a row would look that differs from what is on the page; prepared.
    NoteLook lookOf(const Annotation &row) const;

private:
    struct Entry {
        AnnotationId id;
        int order = 0;
        QString picture; ///< what the look's picture was read from
        NoteLook look;
        QRectF bounds;
    };
    void set(const Annotation &row, std::vector<QRectF> &damage);
    void remove(const AnnotationId &id, std::vector<QRectF> &damage);
    void refresh(QLatin1String kind, std::vector<QRectF> &damage); ///< all of a kind, anew
    void measure();
    NoteLook made(const Annotation &row, const Entry *before) const;

    const Blueprint &m_blueprint;
    const Catalog &m_catalog;
    const Style *m_style = &Style::light();
    PageId m_page;
    looks::NoteFacts m_facts;
    QList<NoteLook::Row> m_legend; ///< of this page, while it has one
    std::vector<Entry> m_entries;
    std::vector<int> m_free;
    QHash<AnnotationId, int> m_slots;
    SpatialGrid m_grid;
    QRectF m_bounds;
};

} // namespace groundplan
