// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mainwindow.h"
#include "tests/bench/stopwatch.h"

#include <QCoreApplication>
#include <QTimer>

#include <memory>

namespace groundplan::bench {

/// The program's window with what it needs, as main() makes it. Waits by running the event loop, as the program does.
class Window : public QObject {
    Q_OBJECT
public:
    Window(QApplication &application, const QString &scratch);
    ~Window() override;

    void open(const QString &file);
    void closeAll();
    void commit(const ChangeSet &set);
    void undo() { editor().session().undo(); }
    void select(const QList<ResourceId> &resources) { editor().selection().set(resources); }
    void showAll(const QSize &size);        ///< the window in that size, with all panels
    void showCanvasOnly(const QSize &size); ///< the canvas in that size

    Editor &editor() const { return *m_window->editor(); }
    Canvas &canvas() const { return editor().canvas(); }
    QWidget &viewport() const { return *canvas().viewport(); }
    const Blueprint &blueprint() const { return editor().blueprint(); }
    const Catalog &catalog() const { return m_program.catalog; }
    template <class T> T *findChild(const char *name) const { return editor().findChild<T *>(QString::fromLatin1(name)); }

    /// What was posted happens: layouts, and the frame.
    void flush() { QCoreApplication::sendPostedEvents(); }
    bool isPainted() const { return m_frames > 0; } ///< the canvas, since it was opened
    int frames() const { return m_frames; }
    void rest(double ms);
    /// Until timers, workers and pictures have settled; returns how long that took, in ms.
    double restUntilIdle();
    /// Until the signal; returns the longest time that the event loop was held up meanwhile.
    template <class Sender, class Signal> double restUntil(Sender *sender, Signal signal)
    {
        bool isDone = false;
        const auto connection = connect(sender, signal, this, [&] {
            isDone = true;
            QCoreApplication::exit(); // quit() would close the windows
        });
        const double pause = restWhile([&] { return !isDone; });
        disconnect(connection);
        return pause;
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    double restWhile(const std::function<bool()> &waits);
    void watch();

    Settings m_settings;
    Theme m_theme;
    Program m_program;
    std::unique_ptr<MainWindow> m_window;
    int m_frames = 0;
};

/// Moves the mouse over the canvas at 60 steps a second. What a frame takes is the event and the painting that it causes, and
/// how late it began because the program was busy with something else.
class Hand {
public:
    explicit Hand(Window &window) : m_window(window) { m_clock.start(); }
    void start() { m_due = now(); } ///< of a gesture: what came before it is over

    void press(const QPointF &at, Qt::MouseButton button);
    void move(const QPointF &at, Qt::MouseButtons buttons);
    void release(const QPointF &at, Qt::MouseButton button);
    void wheel(const QPointF &at, int delta);
    void escape();
    template <class F> void frame(Row &row, F input)
    {
        const int frames = m_window.frames();
        begin();
        const double cpu = threadTime();
        input();
        m_window.flush();
        row.add(end(), threadTime() - cpu);
        if (m_window.frames() == frames)
            qFatal("A step of the mouse painted nothing");
    }

private:
    double now() const { return double(m_clock.nsecsElapsed()) / 1e6; }
    void begin();
    double end();
    void send(QEvent::Type type, const QPointF &at, Qt::MouseButton button, Qt::MouseButtons buttons);

    Window &m_window;
    QElapsedTimer m_clock;
    double m_due = 0, m_began = 0;
};

} // namespace groundplan::bench
