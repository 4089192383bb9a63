// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalog/catalog.h"
#include "tests/app/deployfixture.h"

#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>

using namespace groundplan;

namespace {

/// A folder with the AWS provider, as tests/tools/setup.sh names it; else where one usually is.
QString providerFolder()
{
    for (const QString &folder :
         {qEnvironmentVariable("GROUNDPLAN_PROVIDER_DIR"), QDir::homePath() + QStringLiteral("/.terraform.d/plugins"),
          QStringLiteral("/usr/share/terraform/plugins"), QStringLiteral("/opt/tf-plugins")}) {
        // Terraform and OpenTofu look for the same provider under their own registry's name.
        for (const char *registry : {"registry.terraform.io", "registry.opentofu.org"}) {
            if (!folder.isEmpty() && QDir(QStringLiteral("%1/%2/hashicorp/aws").arg(folder, QLatin1String(registry))).exists())
                return folder;
        }
    }
    return {};
}

QString motoServer()
{
    const QString named = qEnvironmentVariable("GROUNDPLAN_MOTO");
    return named.isEmpty() ? QStandardPaths::findExecutable(QStringLiteral("moto_server")) : named;
}

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

Resource resource(const QString &id, const QString &type, const QString &name, const PropertyMap &properties)
{
    Resource row;
    row.id = ResourceId(id);
    row.type = type;
    row.name = name;
    row.properties = properties;
    return row;
}

} // namespace

/// A small AWS blueprint, generated, planned, applied and destroyed by the real engine and provider against an imitation of AWS
/// on this machine: the endpoint, the made-up keys, the overrides and the provider mirror all have to be right.
class TestDeployAws : public QObject {
    Q_OBJECT

    QProcess m_moto;
    quint16 m_port = 0;

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        qunsetenv("TF_CLI_CONFIG_FILE");
        if (realEngine().isEmpty() || providerFolder().isEmpty() || motoServer().isEmpty())
            QSKIP("The engine, the AWS provider or moto is not on this machine.");
        m_port = freePort();
        m_moto.setProcessChannelMode(QProcess::MergedChannels);
        m_moto.start(motoServer(), {QStringLiteral("-H"), QStringLiteral("127.0.0.1"), QStringLiteral("-p"), QString::number(m_port)});
        QTcpSocket socket;
        const auto answers = [&] {
            socket.abort();
            socket.connectToHost(QHostAddress::LocalHost, m_port);
            return socket.waitForConnected(500);
        };
        QTRY_VERIFY_WITH_TIMEOUT(answers(), 60000);
    }

    void cleanupTestCase()
    {
        m_moto.kill();
        m_moto.waitForFinished();
    }

    void networkAndBucketAreDeployedAndDestroyed()
    {
        const Catalog catalog;
        QTemporaryDir folder;
        Environment environment;
        environment.id = EnvironmentId(QStringLiteral("localtest1"));
        environment.name = QStringLiteral("local");
        environment.region = QStringLiteral("eu-west-1");
        environment.endpointUrl = QStringLiteral("http://127.0.0.1:%1").arg(m_port);
        ChangeSet set;
        set.add(environment);
        set.add(resource(QStringLiteral("vpcvpcvpc1"), QStringLiteral("aws_vpc"), QStringLiteral("main"),
                         {{QStringLiteral("cidr_block"), QStringLiteral("10.0.0.0/16")}}));
        set.add(resource(QStringLiteral("subsubsub1"), QStringLiteral("aws_subnet"), QStringLiteral("a"),
                         {{QStringLiteral("cidr_block"), QStringLiteral("10.0.1.0/24")},
                          {QStringLiteral("vpc_id"), Reference{ResourceId(QStringLiteral("vpcvpcvpc1")), QStringLiteral("id")}}}));
        set.add(resource(QStringLiteral("bucbucbuc1"), QStringLiteral("aws_s3_bucket"), QStringLiteral("logs"),
                         {{QStringLiteral("bucket"), QStringLiteral("groundplan-test-logs")}}));
        DeployRequest request;
        QVERIFY(request.blueprint.apply(set).ok());
        request.blueprintPath = folder.filePath(QStringLiteral("net.groundplan"));
        request.environment = environment.id;
        request.engine = {realEngine(), QStringLiteral("Terraform"), QVersionNumber(1, 9, 0), {}};
        request.mirror = providerFolder();
        Deployer deployer(
            [&](const Blueprint &blueprint, const EnvironmentId &id) {
                return generate(blueprint, catalog, Target::Terraform, {{}, id});
            },
            folder.filePath(QStringLiteral("deployments")), nullptr);
        QStringList lines;
        connect(&deployer, &Deployer::linesReceived, this, [&](const QStringList &more) { lines += more; });
        QSignalSpy finished(&deployer, &Deployer::finished);
        const auto output = [&] { return lines.join(QLatin1Char('\n')).toUtf8(); };

        const auto run = [&](DeployGoal goal) {
            request.goal = goal;
            const Result<> started = deployer.start(request);
            return started && finished.wait(240000) && deployer.state().phase == DeployPhase::Reviewing;
        };
        const auto apply = [&] {
            return deployer.apply(request.blueprint) && finished.wait(240000) && deployer.state().phase == DeployPhase::Applied;
        };
        QVERIFY2(run(DeployGoal::Plan), output() + deployer.state().message.toUtf8());
        QCOMPARE(deployer.state().plan.count(PlannedAction::Create), 3);
        QCOMPARE(planOverlay(deployer.state().plan).size(), 3);
        QVERIFY2(apply(), output());
        QCOMPARE(deployer.state().progress.done, 3);
        QVERIFY2(run(DeployGoal::PlanDestroy), output());
        QVERIFY2(apply(), output());
        QCOMPARE(deployer.state().progress.done, 3);
    }
};

QTEST_GUILESS_MAIN(TestDeployAws)
#include "test_deploy_aws.moc"
