// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/windowrows.h"

#include "model/blueprint/edits.h"
#include "model/layout/arrange.h"
#include "tests/bench/blueprints.h"
#include "tests/bench/hand.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace groundplan::bench {

namespace {

constexpr QSize screen(1920, 1080);

/// The rows of one document in the window.
class Rows {
public:
    Rows(Window &window, int size, Effort effort) : m_window(window), m_size(size), m_effort(effort) { }

    void open(const QString &file);
    void panAndZoom();
    void drag();
    void band();
    void find();
    void pages();
    void grid();
    void edit();
    void code();
    void arrange();

private:
    Row row(const QByteArray &name, double budget, double p99 = 0) const { return Row(name, m_size, budget).p99Budget(p99); }
    /// The zooms that matter: all of it, boxes, icons, texts, near.
    QList<double> zooms()
    {
        m_window.canvas().fit();
        QList<double> all{m_window.canvas().zoom()};
        for (const double zoom : {0.1, 0.25, 0.5, 1.0, 2.0}) {
            if (zoom > all.first() * 1.2)
                all.append(zoom);
        }
        return all;
    }
    void look(double zoom);
    void dragAt(double zoom, const QList<ResourceId> &resources, Row &all);
    void change(Row &row, const Result<ChangeSet> &set);

    Window &m_window;
    int m_size;
    Effort m_effort;
};

void Rows::open(const QString &file)
{
    Row painted = row("open a file to a painted canvas", 800), final = row("open a file to an idle window", 0);
    for (int i = 0; i < (row("open a file", 0).isWanted() ? m_effort.times(m_size >= 10000 ? 5 : 9) : 1); ++i) {
        m_window.closeAll();
        QElapsedTimer timer;
        timer.start();
        const double cpu = threadTime();
        m_window.open(file);
        m_window.flush();
        while (!m_window.isPainted() || !m_window.canvas().isRefined())
            m_window.rest(1);
        painted.add(double(timer.nsecsElapsed()) / 1e6, threadTime() - cpu);
        final.add(double(timer.nsecsElapsed()) / 1e6 + m_window.restUntilIdle());
    }
    painted.print();
    final.print();
}

void Rows::look(double zoom)
{
    m_window.canvas().fit();
    m_window.canvas().zoomTo(zoom);
    m_window.restUntilIdle();
}

void Rows::panAndZoom()
{
    m_window.showCanvasOnly(screen);
    Row pans = row("pan frame", 8, 16), steps = row("zoom frame", 8, 16);
    const QPointF middle(screen.width() / 2.0, screen.height() / 2.0);
    for (const double zoom : zooms()) {
        look(zoom);
        Row pan = row("pan frame", 8, 16).atZoom(zoom);
        Hand hand(m_window);
        for (int sweep = 0; sweep < m_effort.times(3); ++sweep) {
            QPointF at(sweep % 2 ? 1860 : 60, sweep % 2 ? 900 : 180);
            hand.press(at, Qt::MiddleButton);
            for (int i = 0; i < 60; ++i) {
                at += sweep % 2 ? QPointF(-30, -12) : QPointF(30, 12);
                hand.frame(pan, [&] { hand.move(at, Qt::MiddleButton); });
            }
            hand.release(at, Qt::MiddleButton);
        }
        pan.print();
        pans.addAll(pan);

        look(zoom);
        Row step = row("zoom frame", 8, 16).atZoom(zoom);
        for (int turn = 0; turn < m_effort.times(8); ++turn) {
            hand.start();
            for (int i = 0; i < 6; ++i)
                hand.frame(step, [&] { hand.wheel(middle + QPointF(turn * 40, turn * 20), i < 3 ? 120 : -120); });
        }
        step.print();
        steps.addAll(step);
    }
    pans.print();
    steps.print();
}

void Rows::dragAt(double zoom, const QList<ResourceId> &resources, Row &all)
{
    Canvas &canvas = m_window.canvas();
    canvas.zoomTo(1);
    canvas.reveal(resources.first());
    canvas.zoomTo(zoom);
    m_window.restUntilIdle();
    m_window.select(resources);
    Hand hand(m_window);
    Row drag = (resources.size() == 1 ? row("drag frame of one item", 8, 16) : row("drag frame of 200 items", 16, 32)).atZoom(zoom);
    for (int turn = 0; turn < m_effort.times(3); ++turn) {
        QPointF at = canvas.viewRect(resources.first()).center();
        if (!m_window.viewport().rect().contains(at.toPoint()))
            qFatal("What is to be dragged is not in view");
        const QPointF pace = QPointF(screen.width() / 2.0, screen.height() / 2.0) - at;
        const QPointF step(pace.x() > 0 ? 11 : -11, pace.y() > 0 ? 7 : -7);
        hand.press(at, Qt::LeftButton);
        for (int i = 0; i < 40; ++i) {
            at += step;
            hand.frame(drag, [&] { hand.move(at, Qt::LeftButton); });
        }
        hand.escape();
        hand.release(at, Qt::LeftButton);
        m_window.restUntilIdle();
    }
    drag.print();
    all.addAll(drag);
}

void Rows::drag()
{
    QList<ResourceId> instances;
    m_window.blueprint().forEach<Resource>([&](const Resource &resource) {
        if (resource.type == QLatin1String("aws_instance"))
            instances.append(resource.id);
    });
    // By where they stand: neighbours are dragged together.
    const PageId page = m_window.canvas().page();
    const auto place = [&](const ResourceId &id) {
        return m_window.blueprint().absoluteRect(*m_window.blueprint().placementOf(page, id)).topLeft();
    };
    const QPointF origin = place(someInstance());
    std::sort(instances.begin(), instances.end(), [&](const ResourceId &a, const ResourceId &b) {
        return (place(a) - origin).manhattanLength() < (place(b) - origin).manhattanLength();
    });
    Row one = row("drag frame of one item", 8, 16), many = row("drag frame of 200 items", 16, 32);
    for (const double zoom : {0.25, 1.0}) {
        dragAt(zoom, {someInstance()}, one);
        dragAt(zoom, instances.mid(0, 200), many);
    }
    one.print();
    many.print();
}

/// A rubber band from outside of everything, across all of it and back.
void Rows::band()
{
    m_window.canvas().fit();
    m_window.restUntilIdle();
    m_window.select({});
    Hand hand(m_window);
    Row frames = row("rubber band frame", 8, 16);
    for (int turn = 0; turn < m_effort.times(3); ++turn) {
        QPointF at(4, 4);
        hand.press(at, Qt::LeftButton);
        for (int i = 0; i < 80; ++i) {
            at += QPointF(46, 25) * (i < 40 ? 1 : -1);
            hand.frame(frames, [&] { hand.move(at, Qt::LeftButton); });
        }
        hand.release(at, Qt::LeftButton);
        m_window.restUntilIdle();
    }
    frames.print();
}

/// A name letter by letter, each found before the next.
void Rows::find()
{
    m_window.showAll(screen);
    m_window.canvas().find();
    auto *text = m_window.viewport().findChild<QLineEdit *>();
    if (!text)
        qFatal("There is no line to type into");
    Row letters = row("find as you type: a letter", 0);
    for (int turn = 0; turn < m_effort.times(5); ++turn) {
        text->clear();
        m_window.restUntilIdle();
        for (const QChar letter : QStringLiteral("app_12")) {
            letters.run(1, [&](int) {
                QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, QString(letter));
                QCoreApplication::sendEvent(text, &press);
                m_window.flush();
                m_window.viewport().repaint();
            });
        }
        if (text->text() != QLatin1String("app_12"))
            qFatal("What is typed does not arrive");
    }
    letters.print();
    QKeyEvent escape(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
    QCoreApplication::sendEvent(text, &escape);
    m_window.restUntilIdle();
}

/// From an empty page to the one with everything.
void Rows::pages()
{
    m_window.showAll(screen);
    const PageId full = m_window.canvas().page();
    PageId empty;
    const auto set = edits::addPage(m_window.blueprint(), QStringLiteral("Another"), &empty);
    if (!set)
        qFatal("%s", qPrintable(set.error().text()));
    m_window.commit(*set);
    Row switched = row("switch pages", 0);
    for (int i = 0; i < m_effort.times(5); ++i) {
        m_window.editor().setPage(empty);
        m_window.restUntilIdle();
        switched.run(1, [&](int) {
            m_window.editor().setPage(full);
            m_window.flush();
            m_window.viewport().repaint();
        });
        m_window.restUntilIdle();
    }
    switched.print();
    m_window.undo();
    m_window.restUntilIdle();
}

void Rows::grid()
{
    m_window.showAll(screen);
    Row first = row("open the grid view", 0), again = row("open the grid view: again", 0);
    for (int i = 0; i < m_effort.times(5); ++i) {
        (i == 0 ? first : again).run(1, [&](int) {
            m_window.editor().showGrid(true);
            m_window.flush();
            m_window.editor().repaint();
        });
        m_window.restUntilIdle();
        m_window.editor().showGrid(false);
        m_window.restUntilIdle();
    }
    first.print();
    again.print();
}

void Rows::change(Row &row, const Result<ChangeSet> &set)
{
    if (!set)
        qFatal("%s", qPrintable(set.error().text()));
    row.run(1, [&](int) {
        m_window.commit(*set);
        m_window.flush();
        while (!m_window.canvas().isRefined())
            m_window.viewport().repaint();
    });
    m_window.restUntilIdle();
}

void Rows::edit()
{
    m_window.showAll(screen);
    Canvas &canvas = m_window.canvas();
    m_window.select({});
    canvas.zoomTo(1);
    canvas.reveal(someInstance());
    m_window.restUntilIdle();
    m_window.select({someInstance()});
    Row all = row("one edit", 8), property = row("one edit: a property", 8), name = row("one edit: a name", 8),
        place = row("one edit: a place", 8), line = row("one edit: a line", 8);
    const ResourceId other(QStringLiteral("instance_app_3_1"));
    for (int i = 0; i < m_effort.times(15); ++i) {
        const Blueprint &now = m_window.blueprint();
        change(property,
               edits::setProperty(now, {someInstance()}, QStringLiteral("instance_type"),
                                  i % 2 ? QStringLiteral("t3.large") : QStringLiteral("t3.small")));
        change(name, edits::rename(now, someInstance(), QStringLiteral("renamed_%1").arg(i)));
        const Placement &placement = *now.placementOf(canvas.page(), someInstance());
        change(place, edits::movePlacements(now, {{placement.id, placement.zone, placement.rect.translated(i % 2 ? -16 : 16, 0)}}));
        if (!line.isWanted())
            continue;
        ConnectionId made;
        change(line,
               edits::connect(now, someInstance(), other, QStringLiteral("network_access"),
                              {{QStringLiteral("protocol"), QStringLiteral("tcp")}, {QStringLiteral("ports"), ValueList{Value(9000 + i)}}},
                              &made));
        change(line, edits::removeConnections(now, {made}));
    }
    for (Row *part : {&property, &name, &place, &line}) {
        part->print();
        all.addAll(*part);
    }
    all.print();
}

void Rows::code()
{
    m_window.showAll(screen);
    auto *text = m_window.findChild<QPlainTextEdit>("code");
    if (!text)
        qFatal("There is no code panel");
    Row follows = row("code preview follows", 100), pause = row("code preview: longest pause of the window", 0);
    for (int i = 0; i < m_effort.times(9); ++i) {
        const auto set = edits::setProperty(m_window.blueprint(), {someInstance()}, QStringLiteral("instance_type"),
                                            i % 2 ? QStringLiteral("c5.large") : QStringLiteral("c5.xlarge"));
        if (!set)
            qFatal("%s", qPrintable(set.error().text()));
        QElapsedTimer timer;
        timer.start();
        m_window.commit(*set);
        pause.add(m_window.restUntil(text->document(), &QTextDocument::contentsChanged));
        follows.add(double(timer.nsecsElapsed()) / 1e6);
        m_window.restUntilIdle();
    }
    follows.print();
    pause.print();
}

void Rows::arrange()
{
    Row all = row("arrange everything", 2000);
    for (int i = 0; i < m_effort.times(3); ++i) {
        all.run(1, [&](int) {
            const auto set = layout::arrange(m_window.blueprint(), m_window.catalog(), m_window.canvas().page());
            if (!set || set->changes.empty())
                qFatal("The page can't be arranged");
            m_window.commit(*set);
            m_window.flush();
            while (!m_window.canvas().isRefined())
                m_window.viewport().repaint();
        });
        m_window.undo();
        m_window.restUntilIdle();
    }
    all.print();
}

} // namespace

void windowRows(QApplication &application, const QString &file, const QString &scratch, int resources, Effort effort)
{
    Window window(application, scratch);
    window.showAll(screen);
    Rows rows(window, resources, effort);
    rows.open(file);
    const auto wants = [](const QByteArray &names) { return names.contains(Row::wanted); };
    if (wants("pan frame, zoom frame"))
        rows.panAndZoom();
    if (wants("drag frame of one item, drag frame of 200 items"))
        rows.drag();
    if (wants("rubber band frame"))
        rows.band();
    if (wants("find as you type: a letter"))
        rows.find();
    if (wants("switch pages"))
        rows.pages();
    if (wants("open the grid view: again"))
        rows.grid();
    if (wants("one edit: a property, one edit: a name, one edit: a place, one edit: a line"))
        rows.edit();
    if (wants("code preview follows"))
        rows.code();
    if (wants("arrange everything"))
        rows.arrange();
}

} // namespace groundplan::bench
