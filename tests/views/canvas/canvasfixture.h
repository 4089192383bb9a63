// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/blueprintfile.h"
#include "model/blueprint/edits.h"
#include "views/canvas/canvas.h"
#include "views/tools/mime.h"
#include "views/tools/placing.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QDragMoveEvent>
#include <QDropEvent>
#include <QImage>
#include <QMimeData>
#include <QMouseEvent>
#include <QTest>
#include <QWidget>

namespace groundplan {

/// A canvas over a small network, with an undo list of its own: what is tested is done with the events that a hand makes.
struct CanvasFixture {
    Catalog &catalog;
    Document document;
    Selection selection;
    std::vector<ChangeSet> done;
    ResourceId region, vpc, subnetA, subnetB, web, bucket;
    PageId page;
    std::unique_ptr<Canvas> canvas;

    static Catalog &sharedCatalog()
    {
        static Catalog catalog;
        return catalog;
    }

    CanvasFixture() : catalog(sharedCatalog())
    {
        apply(edits::addPage(document.blueprint(), QStringLiteral("Network"), &page));
        region = add(QStringLiteral("groundplan_region"), {}, {0, 0, 960, 640}, {{QStringLiteral("region"), QStringLiteral("us-east-1")}});
        vpc = add(QStringLiteral("aws_vpc"), region, {40, 48, 720, 560}, {{QStringLiteral("cidr_block"), QStringLiteral("10.0.0.0/16")}});
        subnetA =
            add(QStringLiteral("aws_subnet"), vpc, {40, 48, 304, 240}, {{QStringLiteral("cidr_block"), QStringLiteral("10.0.0.0/24")}});
        subnetB =
            add(QStringLiteral("aws_subnet"), vpc, {376, 48, 304, 240}, {{QStringLiteral("cidr_block"), QStringLiteral("10.0.1.0/24")}});
        web = add(QStringLiteral("aws_instance"), subnetA, {40, 48, 96, 96});
        bucket = add(QStringLiteral("aws_s3_bucket"), region, {800, 96, 96, 96});
        const EditorContext context{document, catalog, selection, [this](const ChangeSet &changes) -> Result<> {
                                        const auto applied = document.apply(changes);
                                        if (applied) {
                                            const bool merges =
                                                !changes.mergeKey.isEmpty() && !done.empty() && done.back().mergeKey == changes.mergeKey;
                                            if (merges)
                                                done.back() = composed(done.back(), changes);
                                            else
                                                done.push_back(changes);
                                        }
                                        return applied;
                                    }};
        canvas = std::make_unique<Canvas>(context);
        canvas->resize(1200, 820);
        canvas->show();
        canvas->setFocus();
        canvas->zoomTo(1);
        canvas->refineNow();
    }

    void apply(const Result<ChangeSet> &changes)
    {
        QVERIFY2(changes, changes ? "" : qPrintable(changes.error().text()));
        const auto applied = document.apply(*changes);
        QVERIFY2(applied, applied ? "" : qPrintable(applied.error().text()));
    }
    ResourceId add(const QString &type, const ResourceId &zone, const QRectF &rect, const PropertyMap &properties = {})
    {
        ResourceId id;
        edits::NewResource made{type, type.section(QLatin1Char('_'), 1), {}, properties, page, zone, rect};
        if (zone)
            made.zones = {zone};
        apply(edits::addResource(document.blueprint(), made, &id));
        return id;
    }

    const Blueprint &blueprint() const { return document.blueprint(); }
    QByteArray bytes() const { return blueprintfile::write(blueprint()); }
    const Resource &row(const ResourceId &id) const { return *blueprint().find(id); }
    QRectF rect(const ResourceId &id) const { return blueprint().absoluteRect(*blueprint().placementOf(page, id)); }
    /// Undoes everything that was done through the canvas, and says whether the file is what it was.
    bool undoGives(const QByteArray &before)
    {
        while (!done.empty()) {
            if (!document.apply(inverse(done.back())))
                return false;
            done.pop_back();
        }
        return bytes() == before;
    }
    ResourceId newest(const QSet<ResourceId> &before) const
    {
        for (const ResourceId &id : blueprint().ids<Resource>()) {
            if (!before.contains(id))
                return id;
        }
        return {};
    }
    QSet<ResourceId> all() const
    {
        const auto ids = blueprint().ids<Resource>();
        return QSet<ResourceId>(ids.begin(), ids.end());
    }

    QWidget *view() const { return canvas->viewport(); }
    QPoint at(const QPointF &scene) const { return canvas->toView(scene).toPoint(); }
    QPointF center(const ResourceId &id) const { return rect(id).center(); }
    void move(const QPointF &scene, Qt::MouseButtons buttons = Qt::NoButton, Qt::KeyboardModifiers modifiers = {})
    {
        QMouseEvent event(QEvent::MouseMove, at(scene), view()->mapToGlobal(QPointF(at(scene))), Qt::NoButton, buttons, modifiers);
        QApplication::sendEvent(view(), &event);
    }
    void click(const QPointF &scene, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(view(), Qt::LeftButton, modifiers, at(scene));
    }
    void press(const QPointF &scene, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mousePress(view(), Qt::LeftButton, modifiers, at(scene));
    }
    void release(const QPointF &scene, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseRelease(view(), Qt::LeftButton, modifiers, at(scene));
    }
    void drag(const QPointF &from, const QPointF &to, Qt::KeyboardModifiers modifiers = {})
    {
        press(from, modifiers);
        for (int i = 1; i <= 5; ++i)
            move(from + (to - from) * i / 5, Qt::LeftButton, modifiers);
        release(to, modifiers);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(canvas.get(), key, modifiers); }
    /// What the palette does: a type dragged in and dropped.
    bool dropType(const QString &type, const QPointF &scene, bool lets = true)
    {
        QMimeData data;
        data.setData(mime::resourceType, type.toUtf8());
        QDragEnterEvent enter(at(scene), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(view(), &enter);
        QDragMoveEvent over(at(scene), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(view(), &over);
        if (!lets)
            return over.isAccepted();
        QDropEvent drop(at(scene), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(view(), &drop);
        return drop.isAccepted();
    }
    QImage picture() const
    {
        canvas->refineNow();
        return view()->grab().toImage();
    }
};

} // namespace groundplan
