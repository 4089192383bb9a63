// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/windowfixture.h"

#include <QMessageBox>

using namespace groundplan;

/// Files that leave the window: code and pictures, through menus, keys and dialogs.
class TestMainWindowExport : public QObject, private WindowFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void exportsThroughTheMenu_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("begins");
        QTest::addRow("yaml") << QByteArray("export.cloudformationYaml") << QStringLiteral("stack.yaml")
                              << QByteArray("AWSTemplateFormatVersion");
        QTest::addRow("json") << QByteArray("export.cloudformationJson") << QStringLiteral("stack.json") << QByteArray("{");
        QTest::addRow("png") << QByteArray("export.picture") << QStringLiteral("picture.png") << QByteArray("\x89PNG");
        QTest::addRow("svg") << QByteArray("export.picture") << QStringLiteral("picture.svg") << QByteArray("<?xml");
        QTest::addRow("pdf") << QByteArray("export.picture") << QStringLiteral("picture.pdf") << QByteArray("%PDF-");
        QTest::addRow("drawio") << QByteArray("export.picture") << QStringLiteral("picture.drawio") << QByteArray("<mxfile ");
        QTest::addRow("mermaid") << QByteArray("export.picture") << QStringLiteral("picture.mmd") << QByteArray("flowchart TB\n");
    }
    void exportsThroughTheMenu()
    {
        QFETCH(QByteArray, command);
        QFETCH(QString, name);
        QFETCH(QByteArray, begins);
        QVERIFY(m_window->openFile(exampleFile()));
        action(command.constData())->trigger();
        const QString path = file(QStringLiteral("%1-") + name);
        answerFileDialog(path);
        QTRY_VERIFY(editor().notices().has(QStringLiteral("export")));
        QVERIFY2(editor().notices().currentText().contains(name), qPrintable(editor().notices().currentText()));
        const QByteArray written = contents(path);
        QVERIFY2(written.startsWith(begins), written.left(60));
        QVERIFY(written.size() > 1000);
    }

    void exportsTerraformThroughTheMenu()
    {
        QVERIFY(m_window->openFile(exampleFile()));
        const QString folder = file(QStringLiteral("terraform%1"));
        QVERIFY(QDir().mkpath(folder));
        QTest::keyClick(m_window.get(), Qt::Key_E, Qt::ControlModifier);
        answerFileDialog(folder);
        QTRY_VERIFY(editor().notices().has(QStringLiteral("export")));
        for (const char *name : {"main.tf", "versions.tf", "providers.tf", "variables.tf", "outputs.tf"})
            QVERIFY2(QFile::exists(folder + QLatin1Char('/') + QString::fromLatin1(name)), name);
        QCOMPARE(contents(folder + QStringLiteral("/main.tf")), terraform().toUtf8());
    }

    void warningsOfAnExportAreTold()
    {
        const PropertyMap machine{{QStringLiteral("ami"), QStringLiteral("ami-0123456789abcdef0")},
                                  {QStringLiteral("instance_type"), QStringLiteral("t3.micro")}};
        const ResourceId from = add(QStringLiteral("aws_instance"), QStringLiteral("web"), machine);
        const ResourceId to = add(QStringLiteral("aws_instance"), QStringLiteral("store"), machine, {}, {200, 40, 96, 96});
        const auto line = edits::connect(blueprint(), from, to, QStringLiteral("network_access"),
                                         {{QStringLiteral("protocol"), QStringLiteral("tcp")}, {QStringLiteral("ports"), ValueList{80}}});
        QVERIFY(line && editor().commit(*line));
        action("export.cloudformationYaml")->trigger();
        answerFileDialog(file(QStringLiteral("warned%1.yaml"))); // not complete is not the same as worth knowing
        QTRY_VERIFY(editor().notices().currentText().contains(QStringLiteral("warning")));
        QTest::mouseClick(noticeButton(QStringLiteral("Show warnings")), Qt::LeftButton);
        auto *told = m_window->findChild<QMessageBox *>(QStringLiteral("exportWarnings"));
        QVERIFY(told && told->isVisible());
        QVERIFY2(told->informativeText().contains(QStringLiteral("in no VPC")), qPrintable(told->informativeText()));
        QTest::keyClick(told, Qt::Key_Escape);

        // What the target can't say at all is asked about first, with all that is worth knowing.
        add(QStringLiteral("terraform_data"), QStringLiteral("data"), {}, {}, {400, 40, 96, 96});
        action("export.cloudformationYaml")->trigger();
        auto *box = m_window->findChild<QMessageBox *>(QStringLiteral("exportProblems"));
        QVERIFY(box && box->isVisible());
        QVERIFY(box->informativeText().contains(QStringLiteral("terraform_data")));
        QVERIFY(box->detailedText().contains(QStringLiteral("in no VPC")));
        QTest::mouseClick(box->button(QMessageBox::Cancel), Qt::LeftButton);
        QTRY_VERIFY(!m_window->findChild<QMessageBox *>(QStringLiteral("exportProblems")));
        QVERIFY(!fileDialog());
    }

    void failedExportIsANotice()
    {
        QVERIFY(m_window->openFile(exampleFile()));
        Exporter exporter(*m_program, m_window.get());
        QVERIFY(!exporter.exportTemplate(editor(), Target::CloudFormationYaml, QStringLiteral("/proc/none.yaml")));
        QVERIFY(!exporter.exportPicture(editor(), QStringLiteral("/proc/none.png")));
        QVERIFY(!exporter.exportTerraform(editor(), QStringLiteral("/proc/none")));
    }
};

QTEST_MAIN(TestMainWindowExport)
#include "test_mainwindow_export.moc"
