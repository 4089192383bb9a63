// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mainwindow.h"

#include "app/examplecard.h"
#include "app/exporter.h"
#include "app/startpage.h"
#include "app/statusstrip.h"
#include "app/topbar.h"
#include "app/undolist.h"
#include "model/blueprint/blueprintfile.h"
#include "views/dialogs/variablesdialog.h"

#include <QAction>
#include <QCloseEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QTimer>
#include <QVBoxLayout>

namespace groundplan {

namespace {

/// What is dropped on the window and can be opened.
QStringList blueprintsIn(const QMimeData &dropped)
{
    QStringList paths;
    for (const QUrl &url : dropped.urls()) {
        if (url.isLocalFile() && url.path().endsWith(QLatin1String(".groundplan"), Qt::CaseInsensitive))
            paths.append(url.toLocalFile());
    }
    return paths;
}

QString fileFilter() { return MainWindow::tr("Blueprints (*.groundplan);;All files (*)"); }

} // namespace

MainWindow::MainWindow(Program &program, QWidget *parent)
    : QMainWindow(parent),
      m_program(program),
      m_recent(program.settings),
      m_thumbnails(QFileInfo(program.scratchFolder).path() + QStringLiteral("/thumbnails")),
      m_actions(program.settings, this),
      m_top(new TopBar(m_actions, this)),
      m_front(new QStackedWidget(this)),
      m_stack(new QStackedWidget(this)),
      m_start(new StartPage(m_recent, m_thumbnails, program.theme, program.catalog, this)),
      m_strip(new StatusStrip(this)),
      m_exporter(std::make_unique<Exporter>(program, this))
{
    setWindowTitle(QStringLiteral("Groundplan"));
    setAcceptDrops(true);
    resize(1600, 1000);
    auto *centre = new QWidget(this);
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_top);
    layout->addWidget(m_front, 1);
    layout->addWidget(m_strip);
    setCentralWidget(centre);
    m_front->addWidget(m_stack);
    m_front->addWidget(m_start);
    for (QMenu *menu : m_actions.menus())
        menuBar()->addMenu(menu);
    menuBar()->setVisible(setting::showMenuBar.of(program.settings));

    wireFile();
    wireEdit();
    wireOrder();
    wireView();
    wireRest();
    connect(&m_top->documents(), &QTabBar::currentChanged, this, [this](int index) {
        setZen(false);
        m_stack->setCurrentIndex(index);
        refreshAll();
    });
    connect(&m_top->documents(), &QTabBar::tabBarClicked, this, [this](int) { showStart(false); });
    connect(m_start, &StartPage::newRequested, this, [this] {
        if (editor() && isUnused(*editor()))
            showStart(false); // there is a new one already
        else
            newDocument();
    });
    connect(m_start, &StartPage::openRequested, this, &MainWindow::askOpen);
    connect(m_start, &StartPage::exampleRequested, this, &MainWindow::openExample);
    connect(m_start, &StartPage::fileRequested, this, [this](const QString &path) {
        std::ignore = openFile(path); // a notice says what went wrong
    });
    connect(m_top, &TopBar::environmentChosen, this, [this](const QString &id) { editor()->setEnvironment(EnvironmentId(id)); });
    restoreGeometry(setting::windowGeometry.of(program.settings));
}

MainWindow::~MainWindow()
{
    // What is being typed is taken when its field goes away: nobody here shows it any more.
    for (Editor *open : editors())
        disconnect(open, nullptr, this, nullptr);
}

Editor *MainWindow::editor() const { return qobject_cast<Editor *>(m_stack->currentWidget()); }

QList<Editor *> MainWindow::editors() const
{
    QList<Editor *> result;
    for (int i = 0; i < m_stack->count(); ++i)
        result.append(qobject_cast<Editor *>(m_stack->widget(i)));
    return result;
}

QString MainWindow::statusText() const { return m_strip->text(); }

void MainWindow::newDocument() { add(std::make_unique<Session>(m_program.scratchFolder, Session::emptyBlueprint())); }

void MainWindow::openExample()
{
    const auto blueprint = blueprintfile::load(ExampleCard::examplePath());
    if (!blueprint) {
        m_strip->say(blueprint.error().text());
        return;
    }
    add(std::make_unique<Session>(m_program.scratchFolder, *blueprint, ExampleCard::examplePath()));
}

void MainWindow::showStart(bool isShown)
{
    setZen(false);
    m_front->setCurrentWidget(isShown ? static_cast<QWidget *>(m_start) : m_stack);
    if (!isShown && editor())
        editor()->canvas().setFocus();
}

bool MainWindow::isStartShown() const { return m_front->currentWidget() == m_start; }

void MainWindow::keepPicture(const Editor &which)
{
    if (const QString path = which.session().path(); !path.isEmpty())
        m_thumbnails.keep(path, const_cast<Editor &>(which).canvas().thumbnail(Thumbnails::size));
}

Result<> MainWindow::openFile(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    const QList<Editor *> open = editors();
    for (qsizetype i = 0; i < open.size(); ++i) {
        if (open.at(i)->session().path() == absolute) {
            m_top->documents().setCurrentIndex(int(i));
            showStart(false);
            return {};
        }
    }
    auto session = Session::open(absolute, m_program.scratchFolder);
    if (!session) {
        if (!editor())
            newDocument();
        showStart(false); // the notice is beside the canvas
        const Error &error = session.error();
        editor()->say(Error{tr("%1 was not opened. %2").arg(QFileInfo(path).fileName(), error.text()), error.detail},
                      QStringLiteral("open"));
        return error;
    }
    m_recent.add(absolute);
    setting::lastFolder.set(m_program.settings, QFileInfo(absolute).absolutePath());
    add(std::move(session).value());
    if (m_thumbnails.of(absolute).isNull()) // once it is drawn
        QTimer::singleShot(1000, editor(), [this, opened = editor()] { keepPicture(*opened); });
    return {};
}

void MainWindow::openRecovered()
{
    for (const QString &journal : Session::abandonedJournals(m_program.scratchFolder)) {
        auto session = Session::openUntitled(journal, m_program.scratchFolder);
        if (session)
            add(std::move(session).value());
        else
            m_strip->say(session.error().text());
    }
}

bool MainWindow::isUnused(const Editor &which)
{
    return which.session().path().isEmpty() && !which.session().isDirty() && which.blueprint().count<Resource>() == 0;
}

void MainWindow::add(std::unique_ptr<Session> session)
{
    setZen(false); // a new document comes with everything around it
    Editor *unused = editor();
    const bool bringsSomething = !session->path().isEmpty() || session->blueprint().count<Resource>() > 0;
    const bool replaces = unused && isUnused(*unused) && bringsSomething;
    auto *opened = new Editor(m_program, std::move(session), m_stack);
    connect(opened, &Editor::statusChanged, this, &MainWindow::refreshAll);
    connect(opened, &Editor::message, m_strip, &StatusStrip::say);
    connect(opened, &Editor::saveAsRequested, this, [this, opened] { askSaveAs(*opened); });
    m_actions.addTo(opened->canvas());
    giveKeys(opened->canvas());
    m_stack->addWidget(opened);
    const int tab = m_top->documents().addTab(opened->session().title());
    m_top->documents().setCurrentIndex(tab);
    m_stack->setCurrentWidget(opened);
    if (replaces)
        remove(unused);
    showStart(false);
    refreshAll();
}

void MainWindow::remove(Editor *editor)
{
    const int index = m_stack->indexOf(editor);
    m_stack->removeWidget(editor);
    m_top->documents().removeTab(index);
    m_stack->setCurrentIndex(m_top->documents().currentIndex());
    editor->hide();
    editor->deleteLater();
}

bool MainWindow::save(Editor &which)
{
    if (which.session().path().isEmpty() || which.session().isReadOnly()) {
        askSaveAs(which);
        return false;
    }
    if (const auto saved = which.session().save(); !saved) {
        if (!which.session().isChangedOnDisk())
            which.say(Error{tr("Not saved. %1").arg(saved.error().message), saved.error().detail}, QStringLiteral("save"));
        return false;
    }
    which.notices().dismiss(QStringLiteral("save"));
    which.notices().dismiss(QStringLiteral("recovery"));
    m_recent.add(which.session().path());
    keepPicture(which);
    return true;
}

Result<> MainWindow::saveAs(Editor &which, const QString &path)
{
    const QString name = QFileInfo(path).suffix().isEmpty() ? path + QStringLiteral(".groundplan") : path;
    auto saved = which.session().saveAs(name);
    if (!saved) {
        which.say(Error{tr("Not saved. %1").arg(saved.error().message), saved.error().detail}, QStringLiteral("save"));
        return saved;
    }
    for (const char *notice : {"save", "readonly", "disk", "recovery"})
        which.notices().dismiss(QString::fromLatin1(notice));
    m_recent.add(which.session().path());
    keepPicture(which);
    setting::lastFolder.set(m_program.settings, QFileInfo(name).absolutePath());
    return saved;
}

void MainWindow::askOpen()
{
    auto *dialog = new QFileDialog(this, tr("Open a blueprint"), setting::lastFolder.of(m_program.settings), fileFilter());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList &paths) {
        for (const QString &path : paths)
            std::ignore = openFile(path); // a notice says what went wrong
    });
    dialog->open();
}

void MainWindow::askPicture()
{
    auto *dialog = new QFileDialog(this, tr("Put a picture on the page"), setting::lastFolder.of(m_program.settings),
                                   tr("Pictures (*.png *.jpg *.jpeg *.gif)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, editor(),
            [open = editor()](const QStringList &paths) { open->canvas().addPictures(paths); });
    dialog->open();
}

void MainWindow::askSaveAs(Editor &which, std::function<void()> then)
{
    auto *dialog = new QFileDialog(this, tr("Save the blueprint"), setting::lastFolder.of(m_program.settings), fileFilter());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("groundplan"));
    dialog->selectFile(which.session().title() + QStringLiteral(".groundplan"));
    const QPointer<Editor> target(&which);
    connect(dialog, &QFileDialog::fileSelected, this, [this, target, then = std::move(then)](const QString &path) {
        if (target && saveAs(*target, path) && then)
            then();
    });
    dialog->open();
}

void MainWindow::askUnsaved(Editor &which, std::function<void()> proceed)
{
    m_top->documents().setCurrentIndex(m_stack->indexOf(&which));
    auto *box =
        new QMessageBox(QMessageBox::NoIcon, tr("Save changes?"), tr("“%1” has changes that are not saved.").arg(which.session().title()),
                        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("unsavedBox"));
    box->setDefaultButton(QMessageBox::Save);
    box->setAttribute(Qt::WA_DeleteOnClose);
    const QPointer<Editor> target(&which);
    connect(box, &QMessageBox::finished, this, [this, target, proceed = std::move(proceed)](int answer) {
        if (!target || answer == QMessageBox::Cancel) {
            m_mayInterrupt = false; // the window stays, and so does what runs
            return;
        }
        if (answer == QMessageBox::Discard) {
            target->session().abandon();
            proceed();
        } else if (target->session().path().isEmpty()) {
            askSaveAs(*target, proceed);
        } else if (save(*target)) {
            proceed();
        }
    });
    box->open();
}

void MainWindow::closeDocument(int index)
{
    auto *which = qobject_cast<Editor *>(m_stack->widget(index));
    if (!which)
        return;
    const auto proceed = [this, which] {
        const bool isLast = m_stack->count() == 1;
        if (isLast)
            newDocument();
        remove(which);
        showStart(isLast);
        refreshAll();
    };
    const auto proceedSaved = [this, which, proceed] {
        if (which->session().isDirty())
            askUnsaved(*which, proceed);
        else
            proceed();
    };
    if (which->isDeploying())
        askRunning(*which, proceedSaved);
    else
        proceedSaved();
}

void MainWindow::askRunning(Editor &which, std::function<void()> proceed)
{
    auto *box =
        new QMessageBox(QMessageBox::NoIcon, tr("A deployment is running"),
                        tr("“%1” is being deployed. Closing lets the engine end what it has begun, unseen.").arg(which.session().title()),
                        QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("runningBox"));
    QPushButton *close = box->addButton(tr("Close all the same"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(close, &QPushButton::clicked, this, [proceed = std::move(proceed)] { proceed(); });
    box->open();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    for (Editor *open : editors()) {
        if (open->isDeploying() && !m_mayInterrupt) {
            event->ignore();
            askRunning(*open, [this] {
                m_mayInterrupt = true;
                close();
            });
            return;
        }
        if (open->session().isDirty()) {
            event->ignore();
            askUnsaved(*open, [this, open] {
                if (m_stack->count() > 1)
                    remove(open);
                else
                    newDocument(), remove(open);
                close();
            });
            return;
        }
    }
    setting::windowGeometry.set(m_program.settings, saveGeometry());
    event->accept();
    Q_EMIT closed();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!blueprintsIn(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QStringList paths = blueprintsIn(*event->mimeData());
    if (paths.isEmpty())
        return;
    event->acceptProposedAction();
    for (const QString &path : paths)
        std::ignore = openFile(path); // a notice says what went wrong
}

void MainWindow::refreshRecent()
{
    QMenu *menu = m_actions["file.recent"]->menu();
    menu->clear();
    for (const QString &path : m_recent.existing())
        menu->addAction(QFileInfo(path).fileName(), this, [this, path] { std::ignore = openFile(path); })->setToolTip(path);
    menu->addSeparator();
    menu->addAction(tr("Clear"), this, [this] { m_recent.clear(); })->setEnabled(!m_recent.all().isEmpty());
}

void MainWindow::refreshAll()
{
    Editor *front = editor();
    if (!front)
        return;
    const QList<Editor *> open = editors();
    for (qsizetype i = 0; i < open.size(); ++i) {
        const Session &session = open.at(i)->session();
        const QString text = session.title() + (session.isDirty() ? QStringLiteral(" ●") : QString());
        if (m_top->documents().tabText(int(i)) != text)
            m_top->documents().setTabText(int(i), text);
        m_top->documents().setTabToolTip(int(i), session.path());
    }
    const Session &session = front->session();
    setWindowTitle(QStringLiteral("%1[*] – Groundplan").arg(session.title()));
    setWindowModified(session.isDirty());
    refreshHistory();
    showEnvironments();

    StatusStrip::Facts facts;
    facts.resources = front->resourceCount();
    facts.selected = int(front->selection().resources().size());
    facts.problems =
        front->findings().count(Severity::Error) + front->findings().count(Severity::Warning) + front->findings().count(Severity::Notice);
    facts.isChecking = front->isChecking();
    facts.monthly = dollars(front->estimate().monthly());
    const Environment *environment = front->environment().isEmpty() ? nullptr : front->blueprint().find(front->environment());
    const QString region = front->region();
    facts.place = environment ? environment->name + (region.isEmpty() ? QString() : QStringLiteral(" · ") + region) : region;
    facts.zoom = tr("%1 %").arg(qRound(front->canvas().zoom() * 100));
    facts.saved = session.isDirty() ? tr("Not saved") : session.path().isEmpty() ? tr("New") : tr("Saved");
    m_strip->showFacts(facts);
}

void MainWindow::showEnvironments()
{
    QList<std::pair<QString, QString>> environments;
    for (const EnvironmentId &id : editor()->blueprint().ids<Environment>())
        environments.append({id.text(), editor()->blueprint().find(id)->name});
    m_top->setEnvironments(environments, editor()->environment().text());
}

void MainWindow::openVariables()
{
    auto *dialog = new VariablesDialog(editor()->context(), editor());
    dialog->open();
}

} // namespace groundplan

#include "moc_mainwindow.cpp"
