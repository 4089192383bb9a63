// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/windowfixture.h"
#include "views/paint/resourcepainter.h"

using namespace groundplan;

/// Drawing in the window: what hand and keys do to the page.
class TestMainWindowCanvas : public QObject, private WindowFixture {
    Q_OBJECT

    QList<ResourceId> selected() { return editor().selection().resources(); }
    QSet<ResourceId> selectedSet() { return QSet<ResourceId>(selected().cbegin(), selected().cend()); }
    qsizetype count() { return blueprint().count<Resource>(); }
    void wheel(const QPointF &place, int angle, Qt::KeyboardModifiers keys)
    {
        const QPointF on = at(place);
        QWheelEvent event(on, view()->mapToGlobal(on), {}, {0, angle}, Qt::NoButton, keys, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(view(), &event);
    }
    QImage picture(const QRectF &part)
    {
        canvas().refineNow();
        return view()->grab(QRect(at(part.topLeft()), at(part.bottomRight()))).toImage();
    }
    Value block(const ResourceId &subnet) { return row(subnet).properties.value(QStringLiteral("cidr_block")); }

private Q_SLOTS:
    void init()
    {
        setUp();
        drawNetwork();
    }
    void cleanup() { tearDown(); }

    void copyPasteCutDuplicateDelete()
    {
        const QByteArray before = bytes();
        const qsizetype had = count();
        click(center(m_web));
        key(Qt::Key_C, Qt::ControlModifier);
        action("edit.paste")->trigger();
        QCOMPARE(count(), had + 1);
        QVERIFY(selected().size() == 1 && selected().first() != m_web);
        QCOMPARE(row(selected().first()).type, QStringLiteral("aws_instance"));
        QVERIFY(row(selected().first()).name != row(m_web).name);
        undo();
        QCOMPARE(bytes(), before);

        click(center(m_web));
        key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(count(), had + 1);
        QCOMPARE(row(selected().first()).zones, QList<ResourceId>{m_subnetA});
        undo();
        QCOMPARE(bytes(), before);

        click(center(m_web));
        key(Qt::Key_X, Qt::ControlModifier);
        QVERIFY(!blueprint().find(m_web));
        key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(count(), had);
        undo();
        undo();
        QCOMPARE(bytes(), before);

        click(title(m_subnetA));
        key(Qt::Key_Delete);
        QVERIFY(!blueprint().find(m_subnetA) && !blueprint().find(m_web)); // with what stands in it
        QVERIFY(editor().selection().isEmpty());
        undo();
        QCOMPARE(bytes(), before);
    }

    void copiedSubnetsGetBlocksOfTheirOwn()
    {
        const QByteArray before = bytes();
        click(title(m_subnetA));
        click(title(m_subnetB), Qt::ShiftModifier);
        key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(selected().size(), 2);
        QSet<QString> blocks{block(m_subnetA).toString(), block(m_subnetB).toString()};
        for (const ResourceId &copy : selected())
            blocks.insert(block(copy).toString());
        QCOMPARE(blocks,
                 (QSet<QString>{QStringLiteral("10.0.0.0/24"), QStringLiteral("10.0.1.0/24"), QStringLiteral("10.0.2.0/24"),
                                QStringLiteral("10.0.3.0/24")}));
        undo();
        QCOMPARE(bytes(), before);

        // A copy of the whole network is a network of its own: nothing in it is in anybody's way.
        click(title(m_vpc));
        key(Qt::Key_D, Qt::ControlModifier);
        const ResourceId twin = selected().value(0);
        QVERIFY(twin && twin != m_vpc);
        QSet<QString> inside;
        for (const ResourceId &id : blueprint().children(twin))
            inside.insert(block(id).toString());
        QCOMPARE(inside, (QSet<QString>{QStringLiteral("10.0.0.0/24"), QStringLiteral("10.0.1.0/24")}));
        undo();
        QCOMPARE(bytes(), before);
    }

    void marqueeAndShiftSelect()
    {
        const ResourceId other = add(QStringLiteral("aws_instance"), QStringLiteral("other"), {}, m_subnetA, {168, 48, 96, 96});
        const QRectF zone = rect(m_subnetA);
        drag(zone.topLeft() + QPointF(20, 40), zone.bottomRight() - QPointF(10, 10));
        QCOMPARE(selectedSet(), (QSet<ResourceId>{m_web, other}));
        QVERIFY(m_window->statusText().contains(QStringLiteral("2 selected")));
        click(center(m_web));
        QCOMPARE(selected(), QList<ResourceId>{m_web});
        click(center(other), Qt::ShiftModifier);
        QCOMPARE(selected(), (QList<ResourceId>{m_web, other}));
        action("edit.selectAll")->trigger();
        QCOMPARE(selected().size(), count());
        key(Qt::Key_Escape);
        QVERIFY(selected().isEmpty());
    }

    void wheelZoomsAtThePointerAndFitShowsAll()
    {
        const QPointF place = center(m_web);
        const QPoint on = at(place);
        wheel(place, 120, Qt::ControlModifier);
        QVERIFY(canvas().zoom() > 1);
        QVERIFY((at(place) - on).manhattanLength() <= 2);
        QVERIFY(m_window->statusText().contains(QStringLiteral("%1 %").arg(qRound(canvas().zoom() * 100))));
        wheel(place, 1200, Qt::ControlModifier);
        QVERIFY(!view()->rect().contains(canvas().viewRect(m_region)));
        QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
        QVERIFY(view()->rect().contains(canvas().viewRect(m_region)));
        QTest::keyClick(m_window.get(), Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(canvas().zoom(), 1.0);
        // The middle button pans.
        const QPoint was = at(place);
        QTest::mousePress(view(), Qt::MiddleButton, {}, was);
        hover(canvas().toScene(was + QPoint(60, 30)), Qt::MiddleButton);
        QTest::mouseRelease(view(), Qt::MiddleButton, {}, was + QPoint(60, 30));
        QCOMPARE(at(place), was + QPoint(60, 30));
    }

    void zoneIsResizedByItsBorder()
    {
        const QByteArray before = bytes();
        const QRectF old = rect(m_subnetB), web = rect(m_web);
        click(title(m_subnetB));
        drag(QPointF(old.right(), old.center().y()), QPointF(old.right() - 48, old.center().y()));
        QCOMPARE(rect(m_subnetB), old.adjusted(0, 0, -48, 0));
        QCOMPARE(rect(m_web), web);
        undo();
        QCOMPARE(bytes(), before);
    }

    void itemIsRenamedInPlace()
    {
        const QByteArray before = bytes();
        click(center(m_web));
        QTest::keyClick(m_window.get(), Qt::Key_F2);
        auto *name = view()->findChild<QLineEdit *>(QStringLiteral("canvasNameEditor"));
        QVERIFY(name && name->hasFocus());
        QTest::keyClick(name, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(name, QStringLiteral("frontend"));
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(row(m_web).name, QStringLiteral("frontend"));
        QVERIFY(terraform().contains(QStringLiteral("resource \"aws_instance\" \"frontend\"")));
        undo();
        QCOMPARE(bytes(), before);
    }

    void oneBalancerInTwoSubnetsIsOneResource()
    {
        const ResourceId balancer = add(QStringLiteral("aws_lb"), QStringLiteral("front"), {}, m_subnetA, {168, 48, 96, 96});
        const QByteArray before = bytes();
        drag(center(balancer), rect(m_subnetB).center(), Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(blueprint().placements(balancer).size(), 2);
        QCOMPARE(row(balancer).zones, (QList<ResourceId>{m_subnetA, m_subnetB}));
        const QString code = terraformOf(balancer);
        QVERIFY2(code.contains(QStringLiteral("aws_subnet.left.id")) && code.contains(QStringLiteral("aws_subnet.right.id")),
                 qPrintable(code));

        // One is picked, the other shows it.
        key(Qt::Key_Escape);
        const QList<PlacementId> placements = blueprint().placements(balancer);
        QRectF there;
        for (const PlacementId &id : placements) {
            if (blueprint().find(id)->zone == m_subnetB)
                there = blueprint().absoluteRect(*blueprint().find(id));
        }
        QVERIFY(!there.isNull());
        hover(rect(m_region).bottomRight() - QPointF(20, 20));
        const QImage plain = picture(there.adjusted(-6, -6, 6, 6));
        click(tileRect(rect(balancer)).center());
        hover(rect(m_region).bottomRight() - QPointF(20, 20));
        QCOMPARE(selected(), QList<ResourceId>{balancer});
        QVERIFY(picture(there.adjusted(-6, -6, 6, 6)) != plain);
        // Deleting one appearance leaves the resource in its other subnet.
        click(there.center());
        key(Qt::Key_Delete);
        QCOMPARE(blueprint().placements(balancer).size(), 1);
        QCOMPARE(row(balancer).zones.size(), 1);
        undo();
        undo();
        QCOMPARE(bytes(), before);
    }

    void gridIsKeptUnlessTheUserWantsItNot()
    {
        const QRectF old = rect(m_web);
        const auto isOnGrid = [](double place) { return std::fmod(place, 8) == 0; };
        drag(center(m_web), center(m_web) + QPointF(59, 43));
        QVERIFY(rect(m_web) != old);
        QVERIFY(isOnGrid(rect(m_web).left()) && isOnGrid(rect(m_web).top()));
        undo();

        QVERIFY(!action("view.snap")->isChecked() || setting::snapToGrid.of(*m_settings));
        action("view.snap")->trigger();
        QVERIFY(!setting::snapToGrid.of(*m_settings));
        drag(center(m_web), center(m_web) + QPointF(59, 43));
        QCOMPARE(rect(m_web).topLeft(), old.topLeft() + QPointF(59, 43));
        undo();
        drag(center(m_web), center(m_web) + QPointF(59, 43), Qt::ControlModifier); // the other way for once
        QVERIFY(isOnGrid(rect(m_web).left()) && isOnGrid(rect(m_web).top()));
        undo();
        // Remembered for the next window.
        editor().session().abandon();
        openWindow();
        drawNetwork();
        drag(center(m_web), center(m_web) + QPointF(59, 43));
        QCOMPARE(rect(m_web).topLeft(), old.topLeft() + QPointF(59, 43));
    }

    void arrangeIsOneStep()
    {
        add(QStringLiteral("aws_instance"), QStringLiteral("askew"), {}, m_subnetB, {113, 71, 96, 96});
        const QByteArray before = bytes();
        const QString code = terraform();
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
        QVERIFY(bytes() != before);
        QCOMPARE(terraform(), code); // where things stand is no matter of the code
        QVERIFY(rect(m_vpc).contains(rect(m_subnetA)) && rect(m_vpc).contains(rect(m_subnetB)));
        QVERIFY(!rect(m_subnetA).intersects(rect(m_subnetB)));
        const QByteArray arranged = bytes();
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
        QCOMPARE(bytes(), arranged);
        undo();
        QCOMPARE(bytes(), before);
    }

    void zonesThatTakeItLightUpUntilEscape()
    {
        const QByteArray before = bytes();
        const QRectF right = rect(m_subnetB);
        const QRectF edge(right.left() - 6, right.bottom() - 60, 12, 40); // of the other subnet, away from the hand
        click(center(m_web));
        const QImage plain = picture(edge);
        QTest::mousePress(view(), Qt::LeftButton, {}, at(center(m_web)));
        for (int step = 1; step <= 4; ++step)
            hover(center(m_web) + QPointF(12, 8) * step, Qt::LeftButton);
        QVERIFY(picture(edge) != plain);
        hover(right.center(), Qt::LeftButton);
        key(Qt::Key_Escape);
        QTest::mouseRelease(view(), Qt::LeftButton, {}, at(right.center()));
        QCOMPARE(bytes(), before);
        QCOMPARE(picture(edge), plain);
    }

    void typeIsDroppedAndRefusedWhereItMayNotStand()
    {
        const qsizetype had = count();
        QVERIFY(drop(QStringLiteral("aws_instance"), at(rect(m_subnetB).center())));
        QCOMPARE(count(), had + 1);
        QCOMPARE(row(selected().first()).zones, QList<ResourceId>{m_subnetB});
        const QByteArray before = bytes();
        drop(QStringLiteral("aws_subnet"), at(rect(m_region).bottomRight() - QPointF(20, 20)));
        QCOMPARE(bytes(), before);
        QVERIFY2(m_window->statusText().contains(QStringLiteral("VPC")), qPrintable(m_window->statusText()));
        undo();
        QCOMPARE(count(), had);
    }
};

QTEST_MAIN(TestMainWindowCanvas)
#include "test_mainwindow_canvas.moc"
