// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/annotationedits.h"
#include "tests/views/canvas/canvasfixture.h"
#include "views/paint/style.h"

#include <QRandomGenerator>

using namespace groundplan;
using namespace Qt::StringLiterals;

/// A hand without sense: thousands of seeded events on the canvas. Whatever they did is undone to the same bytes, and what is on
/// the screen is what a canvas made anew would show.
class TestCanvasMonkey : public QObject {
    Q_OBJECT

    struct Hand {
        CanvasFixture &f;
        QRandomGenerator random;
        QPoint at{400, 300};
        Qt::MouseButtons held;

        Qt::KeyboardModifiers keys()
        {
            static const Qt::KeyboardModifiers all[] = {Qt::NoModifier,
                                                        Qt::NoModifier,
                                                        Qt::NoModifier,
                                                        Qt::ShiftModifier,
                                                        Qt::ControlModifier,
                                                        Qt::AltModifier,
                                                        Qt::ControlModifier | Qt::AltModifier};
            return all[random.bounded(int(std::size(all)))];
        }
        void mouse(QEvent::Type type, Qt::MouseButton button)
        {
            QMouseEvent event(type, QPointF(at), f.view()->mapToGlobal(QPointF(at)), button, held, keys());
            QApplication::sendEvent(f.view(), &event);
        }
        void press(Qt::MouseButton button)
        {
            held |= button;
            mouse(QEvent::MouseButtonPress, button);
        }
        void release(Qt::MouseButton button)
        {
            held &= ~Qt::MouseButtons(button);
            mouse(QEvent::MouseButtonRelease, button);
        }
        void move()
        {
            const QRect room = f.view()->rect();
            at = random.bounded(4) == 0 ? QPoint(random.bounded(room.width()), random.bounded(room.height()))
                                        : at + QPoint(random.bounded(-60, 61), random.bounded(-60, 61));
            at = QPoint(std::clamp(at.x(), 0, room.width() - 1), std::clamp(at.y(), 0, room.height() - 1));
            mouse(QEvent::MouseMove, Qt::NoButton);
        }
        void click()
        {
            press(Qt::LeftButton);
            release(Qt::LeftButton);
        }
        void closePopups()
        {
            for (QMenu *menu : f.canvas->findChildren<QMenu *>())
                menu->close();
            for (const char *name : {"canvasNameEditor", "canvasNoteEditor", "connectPopup"}) {
                if (auto *popup = f.view()->findChild<QWidget *>(QString::fromLatin1(name)))
                    QTest::keyClick(popup, Qt::Key_Escape);
            }
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            QCoreApplication::sendPostedEvents();
        }
        void key()
        {
            static const Qt::Key all[] = {Qt::Key_Left,   Qt::Key_Right, Qt::Key_Up,    Qt::Key_Down, Qt::Key_Tab, Qt::Key_Escape,
                                          Qt::Key_Delete, Qt::Key_D,     Qt::Key_A,     Qt::Key_C,    Qt::Key_V,   Qt::Key_X,
                                          Qt::Key_Plus,   Qt::Key_Minus, Qt::Key_Space, Qt::Key_1,    Qt::Key_Z,   Qt::Key_Backtab};
            const Qt::Key key = all[random.bounded(int(std::size(all)))];
            const Qt::KeyboardModifiers with = random.bounded(3) == 0 ? Qt::ControlModifier
                : random.bounded(3) == 0                              ? Qt::ShiftModifier
                                                                      : Qt::NoModifier;
            QTest::keyClick(f.canvas.get(), key, with);
        }
        void command()
        {
            Canvas &canvas = *f.canvas;
            switch (random.bounded(17)) {
            case 0: canvas.align(edits::Alignment(random.bounded(6))); break;
            case 1: canvas.distribute(random.bounded(2) ? Qt::Horizontal : Qt::Vertical); break;
            case 2: canvas.makeSameSize(); break;
            case 3: canvas.shrinkToFit(); break;
            case 4: canvas.restack(edits::Stacking(random.bounded(4))); break;
            case 5: canvas.toggleLock(); break;
            case 6: canvas.hideSelected(); break;
            case 7: canvas.showHidden(); break;
            case 8: canvas.group(); break;
            case 9: canvas.ungroup(); break;
            case 10: canvas.setFocusMode(!canvas.isFocusMode()); break;
            case 11: canvas.duplicate(); break;
            case 12: canvas.arrange(); break;
            case 14:
            case 15: canvas.startNote(annotation::kinds().at(random.bounded(int(annotation::kinds().size())))); break;
            case 16: canvas.setNoteColor(annotation::colors().at(random.bounded(int(annotation::colors().size())))); break;
            case 13: canvas.startPlacing(random.bounded(2) ? u"aws_instance"_s : u"aws_subnet"_s); break;
            }
        }
    };

private Q_SLOTS:
    void anythingIsUndone_data()
    {
        QTest::addColumn<int>("seed");
        const int seeds = std::max(6, qEnvironmentVariableIntValue("GROUNDPLAN_SEEDS")); // more, to look for what is rare
        for (int seed = 1; seed <= seeds; ++seed)
            QTest::addRow("%d", seed) << seed;
    }
    void anythingIsUndone()
    {
        QFETCH(int, seed);
        CanvasFixture f;
        f.add(u"aws_instance"_s, f.subnetB, {40, 48, 96, 96});
        f.add(u"aws_lb"_s, f.subnetA, {168, 48, 96, 96});
        const ResourceId queue = f.add(u"aws_sqs_queue"_s, f.region, {800, 240, 96, 96});
        f.apply(edits::connect(f.blueprint(), f.web, queue, u"network_access"_s, {{u"ports"_s, ValueList{443}}}));
        const QByteArray before = f.bytes();
        Hand hand{f, QRandomGenerator(quint32(seed)), {400, 300}, {}};
        for (int i = 0; i < 600; ++i) {
            const int what = hand.random.bounded(100);
            if (what < 45)
                hand.move();
            else if (what < 60)
                hand.held &Qt::LeftButton ? hand.release(Qt::LeftButton) : hand.press(Qt::LeftButton);
            else if (what < 66)
                hand.click();
            else if (what < 69)
                hand.held &Qt::MiddleButton ? hand.release(Qt::MiddleButton) : hand.press(Qt::MiddleButton);
            else if (what < 72)
                hand.press(Qt::RightButton), hand.release(Qt::RightButton);
            else if (what < 87)
                hand.key();
            else
                hand.command();
            hand.closePopups();
            if (i % 50 == 0)
                f.view()->grab();
            if (f.blueprint().count<Resource>() > 60) // copies of copies
                f.canvas->selectAll(), f.canvas->deleteSelection();
        }
        hand.release(Qt::LeftButton);
        hand.release(Qt::MiddleButton);
        f.key(Qt::Key_Escape);
        f.key(Qt::Key_Escape);
        f.canvas->setTool(Canvas::ToolKind::Select);
        f.canvas->setFocusMode(false);
        QVERIFY2(!f.done.empty(), "The hand has done nothing.");
        QVERIFY(f.undoGives(before));

        f.selection.clear();
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(f.view(), &leave);
        f.canvas->fit();
        f.canvas->zoomTo(1);
        const QRectF all = f.rect(f.region);
        const QRect there = QRectF(f.at(all.topLeft()), f.at(all.bottomRight())).toRect().adjusted(0, 0, 0, -90) & f.view()->rect();
        const QImage worn = f.picture().copy(there);
        f.canvas->setTheme(Style::light()); // draws everything anew
        const QImage anew = f.picture().copy(there);
        if (const QString folder = qEnvironmentVariable("GROUNDPLAN_SHOTS"); !folder.isEmpty() && anew != worn) {
            worn.save(QStringLiteral("%1/worn%2.png").arg(folder).arg(seed));
            anew.save(QStringLiteral("%1/anew%2.png").arg(folder).arg(seed));
        }
        QCOMPARE(worn, anew);
    }
};

QTEST_MAIN(TestCanvasMonkey)
#include "test_canvasmonkey.moc"
