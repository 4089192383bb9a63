// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/hand.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

namespace groundplan::bench {

namespace {

constexpr double frameTime = 1000.0 / 60;

double since(const QElapsedTimer &timer) { return double(timer.nsecsElapsed()) / 1e6; }

} // namespace

Window::Window(QApplication &application, const QString &scratch)
    : m_settings(scratch + QStringLiteral("/window.ini")),
      m_theme(application, m_settings),
      m_program{m_settings, m_theme, scratch + QStringLiteral("/journals")},
      m_window(std::make_unique<MainWindow>(m_program))
{
    m_program.deployPlaces.root = scratch + QStringLiteral("/deploy");
    m_program.deployPlaces.history = scratch + QStringLiteral("/history.sqlite");
    m_window->newDocument();
    m_window->show();
    watch();
    restUntilIdle();
}

Window::~Window()
{
    for (Editor *open : m_window->editors())
        open->session().abandon();
}

void Window::watch()
{
    m_frames = 0;
    viewport().installEventFilter(this);
}

bool Window::eventFilter(QObject *, QEvent *event)
{
    m_frames += event->type() == QEvent::Paint;
    return false;
}

void Window::open(const QString &file)
{
    if (const auto opened = m_window->openFile(file); !opened)
        qFatal("%s", qPrintable(opened.error().text()));
    watch();
}

void Window::closeAll()
{
    for (Editor *open : m_window->editors())
        open->session().abandon();
    m_window->closeDocument(0);
    m_window->showStart(false); // the page that is there without a document covers the canvas
    restUntilIdle();
}

void Window::commit(const ChangeSet &set)
{
    if (const auto done = editor().commit(set); !done)
        qFatal("%s", qPrintable(done.error().text()));
}

void Window::showAll(const QSize &size)
{
    editor().setSideVisible(true);
    editor().setBottomVisible(true);
    editor().setPropertiesVisible(true);
    m_window->resize(size);
    restUntilIdle();
}

void Window::showCanvasOnly(const QSize &size)
{
    editor().setSideVisible(false);
    editor().setBottomVisible(false);
    editor().setPropertiesVisible(false);
    // Around the canvas are bars, and scroll bars come and go with the zoom.
    canvas().setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    canvas().setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    restUntilIdle();
    m_window->resize(m_window->size() + size - viewport().size());
    restUntilIdle();
    if (viewport().size() != size)
        qFatal("The canvas is %d×%d", viewport().width(), viewport().height());
}

void Window::rest(double ms)
{
    QTimer::singleShot(std::max(0, int(ms)), Qt::PreciseTimer, QCoreApplication::instance(), [] { QCoreApplication::exit(); });
    QCoreApplication::exec();
}

double Window::restWhile(const std::function<bool()> &waits)
{
    QElapsedTimer beat, all;
    beat.start();
    all.start();
    double longest = 0;
    QTimer heart;
    heart.setTimerType(Qt::PreciseTimer);
    connect(&heart, &QTimer::timeout, this, [&] {
        longest = std::max(longest, since(beat));
        beat.restart();
        if (!waits())
            QCoreApplication::exit();
    });
    heart.start(1);
    while (waits()) {
        QCoreApplication::exec();
        if (all.hasExpired(60000))
            qFatal("Nothing happened for a minute");
    }
    return std::max(longest, since(beat));
}

double Window::restUntilIdle()
{
    // Nothing of the program runs at a fixed beat; the code preview begins after a short pause and may take a while.
    constexpr int calm = 300; // ms without a paint or anything else that takes longer than a moment
    QElapsedTimer all, beat;
    all.start();
    beat.start();
    double lastBusy = 0;
    int frames = m_frames;
    while (since(all) - lastBusy < calm) {
        beat.restart();
        rest(10);
        if (since(beat) > 25 || m_frames != frames || m_window->editor()->isGenerating() || m_window->editor()->isChecking()
            || !canvas().isRefined())
            lastBusy = since(all);
        frames = m_frames;
        if (all.hasExpired(60000))
            qFatal("The window does not come to rest: %s%s", m_window->editor()->isGenerating() ? "it generates code" : "",
                   canvas().isRefined() ? "" : ", the canvas is not final");
    }
    return lastBusy;
}

void Hand::send(QEvent::Type type, const QPointF &at, Qt::MouseButton button, Qt::MouseButtons buttons)
{
    QMouseEvent event(type, at, m_window.viewport().mapToGlobal(at), button, buttons, Qt::NoModifier);
    QCoreApplication::sendEvent(&m_window.viewport(), &event);
}

void Hand::press(const QPointF &at, Qt::MouseButton button)
{
    send(QEvent::MouseButtonPress, at, button, button);
    m_window.flush();
    start();
}
void Hand::move(const QPointF &at, Qt::MouseButtons buttons) { send(QEvent::MouseMove, at, Qt::NoButton, buttons); }
void Hand::release(const QPointF &at, Qt::MouseButton button) { send(QEvent::MouseButtonRelease, at, button, Qt::NoButton); }

void Hand::wheel(const QPointF &at, int delta)
{
    QWheelEvent event(at, m_window.viewport().mapToGlobal(at), {}, {0, delta}, Qt::NoButton, Qt::ControlModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&m_window.viewport(), &event);
}

void Hand::escape()
{
    QKeyEvent event(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
    QCoreApplication::sendEvent(&m_window.canvas(), &event);
}

void Hand::begin()
{
    while (m_due - now() > 0.2)
        m_window.rest(m_due - now());
    m_began = std::min(now(), m_due + 1); // a timer's own lateness is not the program's
}

double Hand::end()
{
    const double took = now() - m_began;
    m_due = std::max(m_began + frameTime, now());
    return took;
}

} // namespace groundplan::bench
