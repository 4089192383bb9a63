// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/tools/realtools.h"

#include <QTcpServer>
#include <QTcpSocket>

namespace groundplan::test {

/// GROUNDPLAN_MOTO, else what setup.sh installed in the usual place. Empty: none.
inline QString motoProgram()
{
    const QString named = qEnvironmentVariable("GROUNDPLAN_MOTO");
    if (!named.isEmpty())
        return named;
    const QString installed = QStringLiteral(GROUNDPLAN_SOURCE_DIR "/build/tools/venv/bin/moto_server");
    return QFileInfo::exists(installed) ? installed : QStandardPaths::findExecutable(QStringLiteral("moto_server"));
}

/// An imitation of AWS on this machine, gone with the object.
class MotoServer {
public:
    MotoServer()
    {
        QTcpServer probe;
        m_port = probe.listen(QHostAddress::LocalHost) ? probe.serverPort() : 0;
        probe.close();
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        // The policies that AWS itself keeps are there as well.
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("MOTO_IAM_LOAD_MANAGED_POLICIES"), QStringLiteral("true"));
        m_process.setProcessEnvironment(environment);
        m_process.setStandardOutputFile(QProcess::nullDevice());
        m_process.start(motoProgram(), {QStringLiteral("-H"), QStringLiteral("127.0.0.1"), QStringLiteral("-p"), QString::number(m_port)});
    }
    ~MotoServer()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }
    bool answers() const
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_port);
        return socket.waitForConnected(500);
    }
    /// The body of what it answers to a request without arguments.
    QByteArray ask(const QByteArray &method, const QByteArray &path) const
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_port);
        if (!socket.waitForConnected(5000))
            return {};
        socket.write(method + ' ' + path + " HTTP/1.0\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n");
        QByteArray answer;
        while (socket.waitForReadyRead(60000))
            answer += socket.readAll();
        answer += socket.readAll();
        return answer.mid(answer.indexOf("\r\n\r\n") + 4);
    }

private:
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace groundplan::test
