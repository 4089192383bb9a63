# main.tf
resource "aws_acm_certificate" "app" {
  domain_name       = var.domain_name
  validation_method = "DNS"
  tags = {
    Environment = var.environment
    Name        = "app"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_acm_certificate_validation" "app" {
  certificate_arn = aws_acm_certificate.app.arn
}

resource "aws_iam_role" "app" {
  assume_role_policy = jsonencode({
    Statement = [
      {
        Action = "sts:AssumeRole"
        Effect = "Allow"
        Principal = {
          Service = "ec2.amazonaws.com"
        }
      },
    ]
    Version = "2012-10-17"
  })
  name = "three-tier-app"
  tags = {
    Environment = var.environment
    Name        = "three-tier-app"
  }
}

resource "aws_iam_instance_profile" "app" {
  name = "three-tier-app"
  role = aws_iam_role.app.name
}

resource "aws_iam_role_policy_attachment" "app_ssm" {
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
  role       = aws_iam_role.app.name
}

resource "aws_s3_bucket" "alb_logs" {
  tags = {
    Environment = var.environment
    Name        = "alb-logs"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "alb_logs" {
  bucket = aws_s3_bucket.alb_logs.id

  rule {
    id     = "expire"
    status = "Enabled"

    expiration {
      days = 90
    }

    filter {
      prefix = "alb/"
    }
  }
}

resource "aws_s3_bucket_public_access_block" "alb_logs" {
  block_public_acls       = true
  block_public_policy     = true
  bucket                  = aws_s3_bucket.alb_logs.id
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_policy" "alb_logs" {
  bucket = aws_s3_bucket.alb_logs.id
  policy = jsonencode({
    Statement = [
      {
        Action = "s3:PutObject"
        Effect = "Allow"
        Principal = {
          Service = "logdelivery.elasticloadbalancing.amazonaws.com"
        }
        Resource = "${aws_s3_bucket.alb_logs.arn}/alb/AWSLogs/*"
        Sid      = "LoadBalancerLogs"
      },
      {
        Action = "s3:*"
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
        Effect    = "Deny"
        Principal = "*"
        Resource  = [aws_s3_bucket.alb_logs.arn, "${aws_s3_bucket.alb_logs.arn}/*"]
        Sid       = "TlsOnly"
      },
    ]
    Version = "2012-10-17"
  })

  depends_on = [aws_s3_bucket_public_access_block.alb_logs]
}

resource "aws_s3_bucket_server_side_encryption_configuration" "alb_logs" {
  bucket = aws_s3_bucket.alb_logs.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_vpc" "production" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
  enable_dns_support   = true
  tags = {
    Environment = var.environment
    Name        = "production"
  }
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.production.id
  tags = {
    Environment = var.environment
    Name        = "production"
  }
}

resource "aws_eip" "nat_a" {
  domain = "vpc"
  tags = {
    Environment = var.environment
    Name        = "nat-a"
  }

  depends_on = [aws_internet_gateway.main]
}

resource "aws_eip" "nat_b" {
  domain = "vpc"
  tags = {
    Environment = var.environment
    Name        = "nat-b"
  }

  depends_on = [aws_internet_gateway.main]
}

resource "aws_eip" "nat_c" {
  domain = "vpc"
  tags = {
    Environment = var.environment
    Name        = "nat-c"
  }

  depends_on = [aws_internet_gateway.main]
}

resource "aws_lb_target_group" "api" {
  deregistration_delay = "30"
  name                 = "three-tier-api"
  port                 = 8080
  protocol             = "HTTP"
  target_type          = "instance"
  vpc_id               = aws_vpc.production.id
  tags = {
    Environment = var.environment
    Name        = "three-tier-api"
  }

  health_check {
    healthy_threshold   = 2
    interval            = 30
    matcher             = "200"
    path                = "/api/health"
    protocol            = "HTTP"
    timeout             = 5
    unhealthy_threshold = 3
  }
}

resource "aws_lb_target_group" "app" {
  deregistration_delay = "30"
  name                 = "three-tier-app"
  port                 = 8080
  protocol             = "HTTP"
  target_type          = "instance"
  vpc_id               = aws_vpc.production.id
  tags = {
    Environment = var.environment
    Name        = "three-tier-app"
  }

  health_check {
    healthy_threshold   = 2
    interval            = 30
    matcher             = "200"
    path                = "/health"
    protocol            = "HTTP"
    timeout             = 5
    unhealthy_threshold = 3
  }
}

resource "aws_route_table" "database" {
  vpc_id = aws_vpc.production.id
  tags = {
    Environment = var.environment
    Name        = "database"
  }
}

resource "aws_route_table" "private_a" {
  vpc_id = aws_vpc.production.id
  tags = {
    Environment = var.environment
    Name        = "private-a"
  }
}

resource "aws_route_table" "private_b" {
  vpc_id = aws_vpc.production.id
  tags = {
    Environment = var.environment
    Name        = "private-b"
  }
}

resource "aws_route_table" "private_c" {
  vpc_id = aws_vpc.production.id
  tags = {
    Environment = var.environment
    Name        = "private-c"
  }
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.production.id
  tags = {
    Environment = var.environment
    Name        = "public"
  }
}

resource "aws_route" "public_internet" {
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
  route_table_id         = aws_route_table.public.id
}

resource "aws_security_group" "alb" {
  description = "Load balancer: HTTPS and HTTP from the internet"
  name        = "three-tier-alb"
  vpc_id      = aws_vpc.production.id
  tags = {
    Environment = var.environment
    Name        = "three-tier-alb"
  }
}

resource "aws_security_group" "app" {
  description = "Application servers: traffic from the load balancer"
  name        = "three-tier-app"
  vpc_id      = aws_vpc.production.id
  tags = {
    Environment = var.environment
    Name        = "three-tier-app"
  }
}

resource "aws_launch_template" "app" {
  image_id               = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
  instance_type          = "t3.medium"
  name                   = "three-tier-app"
  update_default_version = true
  vpc_security_group_ids = [aws_security_group.app.id]

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      delete_on_termination = "true"
      encrypted             = "true"
      volume_size           = 20
      volume_type           = "gp3"
    }
  }

  iam_instance_profile {
    arn = aws_iam_instance_profile.app.arn
  }

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
  }

  monitoring {
    enabled = true
  }
}

resource "aws_security_group" "db" {
  description = "Database: PostgreSQL from the application servers"
  name        = "three-tier-db"
  vpc_id      = aws_vpc.production.id
  tags = {
    Environment = var.environment
    Name        = "three-tier-db"
  }
}

resource "aws_security_group" "redis" {
  description = "Cache: Redis from the application servers"
  name        = "three-tier-redis"
  vpc_id      = aws_vpc.production.id
  tags = {
    Environment = var.environment
    Name        = "three-tier-redis"
  }
}

resource "aws_subnet" "database_a" {
  availability_zone = "us-east-1a"
  cidr_block        = "10.0.21.0/24"
  vpc_id            = aws_vpc.production.id
  tags = {
    Environment = var.environment
    Name        = "database-a"
  }
}

resource "aws_route_table_association" "database_a" {
  route_table_id = aws_route_table.database.id
  subnet_id      = aws_subnet.database_a.id
}

resource "aws_subnet" "database_b" {
  availability_zone = "us-east-1b"
  cidr_block        = "10.0.22.0/24"
  vpc_id            = aws_vpc.production.id
  tags = {
    Environment = var.environment
    Name        = "database-b"
  }
}

resource "aws_route_table_association" "database_b" {
  route_table_id = aws_route_table.database.id
  subnet_id      = aws_subnet.database_b.id
}

resource "aws_subnet" "database_c" {
  availability_zone = "us-east-1c"
  cidr_block        = "10.0.23.0/24"
  vpc_id            = aws_vpc.production.id
  tags = {
    Environment = var.environment
    Name        = "database-c"
  }
}

resource "aws_db_subnet_group" "main" {
  description = "The three database subnets"
  name        = "three-tier"
  subnet_ids  = [aws_subnet.database_a.id, aws_subnet.database_b.id, aws_subnet.database_c.id]
  tags = {
    Environment = var.environment
    Name        = "three-tier"
  }
}

resource "aws_db_instance" "app" {
  allocated_storage               = 100
  auto_minor_version_upgrade      = true
  backup_retention_period         = 7
  backup_window                   = "03:00-04:00"
  copy_tags_to_snapshot           = true
  db_name                         = "app"
  db_subnet_group_name            = aws_db_subnet_group.main.name
  deletion_protection             = true
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]
  engine                          = "postgres"
  engine_version                  = "16.9"
  final_snapshot_identifier       = "app-db-final"
  identifier                      = "app-db"
  instance_class                  = "db.t3.medium"
  maintenance_window              = "mon:04:00-mon:05:00"
  manage_master_user_password     = true
  max_allocated_storage           = 500
  multi_az                        = true
  performance_insights_enabled    = true
  port                            = 5432
  skip_final_snapshot             = false
  storage_encrypted               = true
  storage_type                    = "gp3"
  username                        = "app_admin"
  vpc_security_group_ids          = [aws_security_group.db.id]
  tags = {
    Environment = var.environment
    Name        = "app-db"
  }
}

resource "aws_elasticache_subnet_group" "main" {
  description = "The three database subnets"
  name        = "three-tier"
  subnet_ids  = [aws_subnet.database_a.id, aws_subnet.database_b.id, aws_subnet.database_c.id]
}

resource "aws_elasticache_replication_group" "app" {
  at_rest_encryption_enabled = "true"
  automatic_failover_enabled = true
  description                = "Session and page cache"
  engine                     = "redis"
  engine_version             = "7.1"
  multi_az_enabled           = true
  node_type                  = "cache.t3.medium"
  num_cache_clusters         = 2
  port                       = 6379
  replication_group_id       = "app-redis"
  security_group_ids         = [aws_security_group.redis.id]
  snapshot_retention_limit   = 7
  snapshot_window            = "05:00-06:00"
  subnet_group_name          = aws_elasticache_subnet_group.main.name
  transit_encryption_enabled = true
  tags = {
    Environment = var.environment
    Name        = "app-redis"
  }
}

resource "aws_route_table_association" "database_c" {
  route_table_id = aws_route_table.database.id
  subnet_id      = aws_subnet.database_c.id
}

resource "aws_subnet" "private_a" {
  availability_zone = "us-east-1a"
  cidr_block        = "10.0.11.0/24"
  vpc_id            = aws_vpc.production.id
  tags = {
    Environment = var.environment
    Name        = "private-a"
  }
}

resource "aws_route_table_association" "private_a" {
  route_table_id = aws_route_table.private_a.id
  subnet_id      = aws_subnet.private_a.id
}

resource "aws_subnet" "private_b" {
  availability_zone = "us-east-1b"
  cidr_block        = "10.0.12.0/24"
  vpc_id            = aws_vpc.production.id
  tags = {
    Environment = var.environment
    Name        = "private-b"
  }
}

resource "aws_route_table_association" "private_b" {
  route_table_id = aws_route_table.private_b.id
  subnet_id      = aws_subnet.private_b.id
}

resource "aws_subnet" "private_c" {
  availability_zone = "us-east-1c"
  cidr_block        = "10.0.13.0/24"
  vpc_id            = aws_vpc.production.id
  tags = {
    Environment = var.environment
    Name        = "private-c"
  }
}

resource "aws_autoscaling_group" "app" {
  desired_capacity          = 2
  health_check_grace_period = 120
  health_check_type         = "ELB"
  max_size                  = 10
  min_size                  = 2
  name                      = "app-asg"
  target_group_arns         = [aws_lb_target_group.api.arn, aws_lb_target_group.app.arn]
  vpc_zone_identifier       = [aws_subnet.private_a.id, aws_subnet.private_b.id, aws_subnet.private_c.id]

  launch_template {
    id      = aws_launch_template.app.id
    version = aws_launch_template.app.latest_version
  }

  tag {
    key                 = "Name"
    propagate_at_launch = true
    value               = "app"
  }

  tag {
    key                 = "Environment"
    propagate_at_launch = true
    value               = var.environment
  }
}

resource "aws_autoscaling_policy" "cpu" {
  autoscaling_group_name = aws_autoscaling_group.app.name
  name                   = "cpu-target-tracking"
  policy_type            = "TargetTrackingScaling"

  target_tracking_configuration {
    target_value = 70

    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
  }
}

resource "aws_route_table_association" "private_c" {
  route_table_id = aws_route_table.private_c.id
  subnet_id      = aws_subnet.private_c.id
}

resource "aws_subnet" "public_a" {
  availability_zone       = "us-east-1a"
  cidr_block              = "10.0.1.0/24"
  map_public_ip_on_launch = true
  vpc_id                  = aws_vpc.production.id
  tags = {
    Environment = var.environment
    Name        = "public-a"
  }
}

resource "aws_nat_gateway" "nat_a" {
  allocation_id = aws_eip.nat_a.id
  subnet_id     = aws_subnet.public_a.id
  tags = {
    Environment = var.environment
    Name        = "nat-a"
  }

  depends_on = [aws_internet_gateway.main]
}

resource "aws_route" "private_a_nat" {
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.nat_a.id
  route_table_id         = aws_route_table.private_a.id
}

resource "aws_route_table_association" "public_a" {
  route_table_id = aws_route_table.public.id
  subnet_id      = aws_subnet.public_a.id
}

resource "aws_subnet" "public_b" {
  availability_zone       = "us-east-1b"
  cidr_block              = "10.0.2.0/24"
  map_public_ip_on_launch = true
  vpc_id                  = aws_vpc.production.id
  tags = {
    Environment = var.environment
    Name        = "public-b"
  }
}

resource "aws_nat_gateway" "nat_b" {
  allocation_id = aws_eip.nat_b.id
  subnet_id     = aws_subnet.public_b.id
  tags = {
    Environment = var.environment
    Name        = "nat-b"
  }

  depends_on = [aws_internet_gateway.main]
}

resource "aws_route" "private_b_nat" {
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.nat_b.id
  route_table_id         = aws_route_table.private_b.id
}

resource "aws_route_table_association" "public_b" {
  route_table_id = aws_route_table.public.id
  subnet_id      = aws_subnet.public_b.id
}

resource "aws_subnet" "public_c" {
  availability_zone       = "us-east-1c"
  cidr_block              = "10.0.3.0/24"
  map_public_ip_on_launch = true
  vpc_id                  = aws_vpc.production.id
  tags = {
    Environment = var.environment
    Name        = "public-c"
  }
}

resource "aws_lb" "app" {
  drop_invalid_header_fields = true
  enable_deletion_protection = true
  internal                   = false
  load_balancer_type         = "application"
  name                       = "app-alb"
  security_groups            = [aws_security_group.alb.id]
  subnets                    = [aws_subnet.public_a.id, aws_subnet.public_b.id, aws_subnet.public_c.id]
  tags = {
    Environment = var.environment
    Name        = "app-alb"
  }

  access_logs {
    bucket  = aws_s3_bucket.alb_logs.id
    enabled = true
    prefix  = "alb"
  }

  depends_on = [aws_s3_bucket_policy.alb_logs]
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.app.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener" "https" {
  certificate_arn   = aws_acm_certificate.app.arn
  load_balancer_arn = aws_lb.app.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"

  default_action {
    target_group_arn = aws_lb_target_group.app.arn
    type             = "forward"
  }

  depends_on = [aws_acm_certificate_validation.app]
}

resource "aws_lb_listener_rule" "api" {
  listener_arn = aws_lb_listener.https.arn
  priority     = 100

  action {
    target_group_arn = aws_lb_target_group.api.arn
    type             = "forward"
  }

  condition {
    path_pattern {
      values = ["/api/*"]
    }
  }
}

resource "aws_nat_gateway" "nat_c" {
  allocation_id = aws_eip.nat_c.id
  subnet_id     = aws_subnet.public_c.id
  tags = {
    Environment = var.environment
    Name        = "nat-c"
  }

  depends_on = [aws_internet_gateway.main]
}

resource "aws_route" "private_c_nat" {
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.nat_c.id
  route_table_id         = aws_route_table.private_c.id
}

resource "aws_route_table_association" "public_c" {
  route_table_id = aws_route_table.public.id
  subnet_id      = aws_subnet.public_c.id
}

resource "aws_vpc_security_group_egress_rule" "app_https_out" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Packages and AWS APIs over the NAT gateways"
  from_port         = 443
  ip_protocol       = "tcp"
  security_group_id = aws_security_group.app.id
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "app_to_autoscaling_group_8080" {
  description                  = "app to app"
  from_port                    = 8080
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.app.id
  security_group_id            = aws_security_group.alb.id
  to_port                      = 8080
}

resource "aws_vpc_security_group_egress_rule" "app_to_db_instance_5432" {
  description                  = "app to app"
  from_port                    = 5432
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.db.id
  security_group_id            = aws_security_group.app.id
  to_port                      = 5432
}

resource "aws_vpc_security_group_egress_rule" "app_to_elasticache_replication_group_6379" {
  description                  = "app to app"
  from_port                    = 6379
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.redis.id
  security_group_id            = aws_security_group.app.id
  to_port                      = 6379
}

resource "aws_vpc_security_group_ingress_rule" "app_from_autoscaling_group_5432" {
  description                  = "app to app"
  from_port                    = 5432
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.app.id
  security_group_id            = aws_security_group.db.id
  to_port                      = 5432
}

resource "aws_vpc_security_group_ingress_rule" "app_from_autoscaling_group_6379" {
  description                  = "app to app"
  from_port                    = 6379
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.app.id
  security_group_id            = aws_security_group.redis.id
  to_port                      = 6379
}

resource "aws_vpc_security_group_ingress_rule" "app_from_internet_443" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "internet to app"
  from_port         = 443
  ip_protocol       = "tcp"
  security_group_id = aws_security_group.alb.id
  to_port           = 443
}

resource "aws_vpc_security_group_ingress_rule" "app_from_internet_80" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "internet to app"
  from_port         = 80
  ip_protocol       = "tcp"
  security_group_id = aws_security_group.alb.id
  to_port           = 80
}

resource "aws_vpc_security_group_ingress_rule" "app_from_lb_8080" {
  description                  = "app to app"
  from_port                    = 8080
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.alb.id
  security_group_id            = aws_security_group.app.id
  to_port                      = 8080
}
# outputs.tf
output "database_endpoint" {
  description = "Host and port of the database"
  value       = aws_db_instance.app.endpoint
}

output "load_balancer_dns_name" {
  description = "Point the domain's record here"
  value       = aws_lb.app.dns_name
}

output "redis_endpoint" {
  description = "Host of the primary Redis node"
  value       = aws_elasticache_replication_group.app.primary_endpoint_address
}

output "vpc_id" {
  value = aws_vpc.production.id
}
# providers.tf
provider "aws" {
  region = "us-east-1"
}
# variables.tf
variable "domain_name" {
  description = "The name that the certificate is issued for"
  type        = string
  default     = "app.example.com"
}

variable "environment" {
  description = "Value of the tag Environment"
  type        = string
  default     = "production"
}
# versions.tf
terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}
