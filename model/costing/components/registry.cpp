// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/costing/components/compute.h"
#include "model/costing/components/databases.h"
#include "model/costing/components/services.h"

namespace groundplan::costing {

PriceFunction priceFunction(const QString &type)
{
    static const QHash<QString, PriceFunction> functions{
        {QStringLiteral("aws_instance"), priceInstance},
        {QStringLiteral("aws_ebs_volume"), priceVolume},
        {QStringLiteral("aws_ebs_snapshot"), priceSnapshot},
        {QStringLiteral("aws_ebs_snapshot_copy"), priceSnapshot},
        {QStringLiteral("aws_autoscaling_group"), priceScalingGroup},
        {QStringLiteral("aws_eks_node_group"), priceNodeGroup},
        {QStringLiteral("aws_db_instance"), priceDatabase},
        {QStringLiteral("aws_rds_cluster"), priceAuroraCluster},
        {QStringLiteral("aws_rds_cluster_instance"), priceAuroraInstance},
        {QStringLiteral("aws_elasticache_cluster"), priceCacheCluster},
        {QStringLiteral("aws_elasticache_replication_group"), priceCacheGroup},
        {QStringLiteral("aws_dynamodb_table"), priceDynamoTable},
        {QStringLiteral("aws_lb"), priceLoadBalancer},
        {QStringLiteral("aws_alb"), priceLoadBalancer},
        {QStringLiteral("aws_vpc_endpoint"), priceEndpoint},
        {QStringLiteral("aws_lambda_function"), priceLambda},
        {QStringLiteral("aws_ecs_service"), priceContainerService},
        {QStringLiteral("aws_sfn_state_machine"), priceStateMachine},
        {QStringLiteral("aws_sqs_queue"), priceQueue},
        {QStringLiteral("aws_sns_topic"), priceTopic},
        {QStringLiteral("aws_opensearch_domain"), priceSearchDomain},
        {QStringLiteral("aws_elasticsearch_domain"), priceSearchDomain},
        {QStringLiteral("aws_waf_web_acl"), priceAcl},
        {QStringLiteral("aws_wafv2_web_acl"), priceAcl},
        {QStringLiteral("aws_mq_broker"), priceBroker},
    };
    return functions.value(type, nullptr);
}

} // namespace groundplan::costing
