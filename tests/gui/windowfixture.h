// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exporter.h"
#include "app/mainwindow.h"
#include "model/blueprint/blueprintfile.h"
#include "model/blueprint/edits.h"
#include "views/panels/palettemodel.h"

#include <QTemporaryDir>
#include <QAbstractButton>
#include <QAbstractItemModel>
#include <QAction>
#include <QDialogButtonBox>
#include <QDragEnterEvent>
#include <QDragMoveEvent>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QMouseEvent>
#include <QPushButton>
#include <QTest>
#include <QWidget>

namespace groundplan {

/// The real window with settings and folders of its own, and a hand that draws on its canvas.
class WindowFixture {
protected:
    QTemporaryDir m_dir;
    int m_count = 0;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Program> m_program;
    std::unique_ptr<MainWindow> m_window;

    /// A network to work on: drawn by drawNetwork().
    ResourceId m_region, m_vpc, m_subnetA, m_subnetB, m_web;

    void setUp()
    {
        ++m_count;
        m_settings = std::make_unique<Settings>(file(QStringLiteral("settings%1.ini")));
        setting::theme.set(*m_settings, QStringLiteral("light"));
        m_theme = std::make_unique<Theme>(*qApp, *m_settings);
        m_program.reset(new Program{*m_settings, *m_theme, scratch()});
        m_program->deployPlaces.root = file(QStringLiteral("deploy%1"));
        m_program->deployPlaces.history = file(QStringLiteral("history%1.sqlite"));
        openWindow();
    }
    void tearDown()
    {
        for (Editor *open : m_window->editors())
            open->session().abandon();
        m_window.reset();
        m_program.reset();
        m_theme.reset();
        m_settings.reset();
    }
    void openWindow()
    {
        m_window = std::make_unique<MainWindow>(*m_program);
        m_window->resize(1500, 950);
        m_window->newDocument();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    /// For looking at, where GROUNDPLAN_SHOTS names a folder: the window, or one part of it, light and dark.
    void shoot(const QString &name, QWidget *part = nullptr)
    {
        const QString folder = qEnvironmentVariable("GROUNDPLAN_SHOTS");
        if (folder.isEmpty())
            return;
        for (const char *theme : {"dark", "light"}) {
            setting::theme.set(*m_settings, QString::fromLatin1(theme));
            QCoreApplication::sendPostedEvents(); // the form follows the theme a turn later
            canvas().refineNow();
            const QString path = QStringLiteral("%1/%2-%3.png").arg(folder, name, QString::fromLatin1(theme));
            if (!(part ? part : m_window.get())->grab().save(path))
                qWarning("%s can't be written.", qPrintable(path));
        }
    }

    // Files
    /// A path of this test's own: %1 becomes its number.
    QString file(const QString &name) const { return m_dir.filePath(name.contains(QStringLiteral("%1")) ? name.arg(m_count) : name); }
    QString scratch() const { return file(QStringLiteral("scratch%1")); }
    QString exampleFile()
    {
        const QString path = m_dir.filePath(QStringLiteral("example%1.groundplan").arg(++m_count));
        QFile::copy(QStringLiteral(":/groundplan/examples/three-tier.groundplan"), path);
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
        return path;
    }
    static QByteArray contents(const QString &path)
    {
        QFile read(path);
        return read.open(QIODevice::ReadOnly) ? read.readAll() : QByteArray();
    }

    // The document in front
    Editor &editor() { return *m_window->editor(); }
    const Blueprint &blueprint() { return editor().blueprint(); }
    const Resource &row(const ResourceId &id) { return *blueprint().find(id); }
    QByteArray bytes() { return blueprintfile::write(blueprint()); }
    QRectF rect(const ResourceId &id) { return blueprint().absoluteRect(*blueprint().placementOf(canvas().page(), id)); }
    /// What main.tf would be now.
    QString terraform()
    {
        return QString::fromUtf8(generate(blueprint(), m_program->catalog, Target::Terraform).files.files.value(QStringLiteral("main.tf")));
    }
    /// A resource's block of it.
    QString terraformOf(const ResourceId &id)
    {
        const QString code = terraform();
        const auto from = code.indexOf(QStringLiteral("resource \"%1\" \"%2\"").arg(row(id).type, row(id).name));
        return from < 0 ? QString() : code.mid(from, code.indexOf(QStringLiteral("\n}"), from) - from);
    }
    template <class T> T *child(const char *name) { return editor().template findChild<T *>(QString::fromLatin1(name)); }
    QAction *action(const char *id) { return m_window->actions()[id]; }

    ResourceId add(const QString &type, const QString &name, const PropertyMap &properties = {}, const ResourceId &zone = {},
                   const QRectF &where = QRectF(40, 40, 96, 96))
    {
        edits::NewResource made{type, name, {}, properties, blueprint().pages().constFirst(), zone, where};
        if (zone)
            made.zones = {zone};
        ResourceId id;
        const auto edit = edits::addResource(blueprint(), made, &id);
        if (!edit || !editor().commit(*edit))
            qFatal("The fixture can't be made.");
        return id;
    }
    void set(const ResourceId &id, const QString &path, const Value &value)
    {
        const auto edit = edits::setProperty(blueprint(), {id}, path, value);
        QVERIFY(edit && editor().commit(*edit));
    }
    /// A region with a VPC of two subnets side by side, and an instance in the first one; shown at true size.
    void drawNetwork()
    {
        const auto block = [](const char *text) { return PropertyMap{{QStringLiteral("cidr_block"), QString::fromLatin1(text)}}; };
        m_region = add(QStringLiteral("groundplan_region"), QStringLiteral("region"),
                       {{QStringLiteral("region"), QStringLiteral("us-east-1")}}, {}, {0, 0, 800, 440});
        m_vpc = add(QStringLiteral("aws_vpc"), QStringLiteral("net"), block("10.0.0.0/16"), m_region, {24, 40, 720, 360});
        m_subnetA = add(QStringLiteral("aws_subnet"), QStringLiteral("left"), block("10.0.0.0/24"), m_vpc, {40, 48, 304, 240});
        m_subnetB = add(QStringLiteral("aws_subnet"), QStringLiteral("right"), block("10.0.1.0/24"), m_vpc, {376, 48, 304, 240});
        m_web = add(QStringLiteral("aws_instance"), QStringLiteral("web"),
                    {{QStringLiteral("instance_type"), QStringLiteral("t3.micro")}, {QStringLiteral("ami"), QStringLiteral("ami-0abc")}},
                    m_subnetA, {40, 48, 96, 96});
        editor().canvas().fit();
        editor().canvas().zoomTo(1);
        editor().canvas().setFocus();
    }

    // The hand: places are of the page
    Canvas &canvas() { return editor().canvas(); }
    QWidget *view() { return canvas().viewport(); }
    QPoint at(const QPointF &place) { return canvas().toView(place).toPoint(); }
    QPointF center(const ResourceId &id) { return rect(id).center(); }
    /// On the title of a zone, where it is picked and caught.
    QPointF title(const ResourceId &zone) { return rect(zone).topLeft() + QPointF(40, 10); }
    void hover(const QPointF &place, Qt::MouseButtons held = Qt::NoButton, Qt::KeyboardModifiers keys = {})
    {
        QMouseEvent event(QEvent::MouseMove, at(place), view()->mapToGlobal(QPointF(at(place))), Qt::NoButton, held, keys);
        QCoreApplication::sendEvent(view(), &event);
    }
    void click(const QPointF &place, Qt::KeyboardModifiers keys = {}) { QTest::mouseClick(view(), Qt::LeftButton, keys, at(place)); }
    void drag(const QPointF &from, const QPointF &to, Qt::KeyboardModifiers keys = {})
    {
        QTest::mousePress(view(), Qt::LeftButton, keys, at(from));
        for (int step = 1; step <= 5; ++step)
            hover(from + (to - from) * step / 5, Qt::LeftButton, keys);
        QTest::mouseRelease(view(), Qt::LeftButton, keys, at(to));
    }
    void key(Qt::Key which, Qt::KeyboardModifiers keys = {}) { QTest::keyClick(&canvas(), which, keys); }
    void undo() { QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier); }
    void redo() { QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier); }
    /// What the palette gives to a drag of a type; null when it does not offer that.
    std::unique_ptr<QMimeData> fromPalette(const QString &type)
    {
        QAbstractItemModel *types = child<QListView>("paletteList")->model();
        child<QLineEdit>("paletteSearch")->setText(type);
        for (int row = 0; row < types->rowCount(); ++row) {
            const QModelIndex index = types->index(row, 0);
            if (index.data(PaletteModel::TypeRole).toString() == type)
                return std::unique_ptr<QMimeData>(types->mimeData({index}));
        }
        return nullptr;
    }
    /// What a drag from the palette does, by the events that the canvas gets of it: without a screen there are no drags.
    bool drop(const QString &type, const QPoint &where)
    {
        const std::unique_ptr<QMimeData> carried = fromPalette(type);
        if (!carried)
            return false;
        QMimeData &data = *carried;
        QDragEnterEvent enter(where, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(view(), &enter);
        QDragMoveEvent move(where, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(view(), &move);
        QDropEvent drop(where, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(view(), &drop);
        return drop.isAccepted();
    }
    /// The row of a property in the panel; null while there is none.
    QWidget *field(const QString &path)
    {
        for (QWidget *widget : child<QWidget>("propertiesPanel")->findChildren<QWidget *>(QStringLiteral("field:") + path)) {
            if (widget->isVisible())
                return widget;
        }
        return nullptr;
    }
    QPushButton *noticeButton(const QString &text)
    {
        for (QPushButton *button : editor().notices().findChildren<QPushButton *>()) {
            if (button->text() == text && button->isVisible())
                return button;
        }
        return nullptr;
    }
    /// The file dialog that is open in the window; null when none is.
    QFileDialog *fileDialog()
    {
        for (QFileDialog *dialog : m_window->findChildren<QFileDialog *>()) {
            if (dialog->isVisible())
                return dialog;
        }
        return nullptr;
    }
    /// Gives the open file dialog a path, as pasted, and presses its button.
    void answerFileDialog(const QString &path)
    {
        QTRY_VERIFY(fileDialog());
        const QPointer<QFileDialog> dialog = fileDialog();
        auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
        auto *buttons = dialog->findChild<QDialogButtonBox *>();
        QVERIFY(name && buttons);
        name->setText(path); // typed letter by letter the dialog would complete it
        for (QAbstractButton *button : buttons->buttons()) {
            if (buttons->buttonRole(button) == QDialogButtonBox::AcceptRole)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QTRY_VERIFY(!dialog || !dialog->isVisible());
    }
};

} // namespace groundplan
