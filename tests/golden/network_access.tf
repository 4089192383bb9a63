resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
  tags = {
    Name = "main"
  }
}

resource "aws_security_group" "alb" {
  description = "Load balancer"
  vpc_id      = aws_vpc.main.id
}

resource "aws_security_group" "app" {
  description = "Traffic of app"
  name        = "app"
  vpc_id      = aws_vpc.main.id
}

resource "aws_subnet" "app" {
  availability_zone = "eu-central-1a"
  cidr_block        = "10.0.1.0/24"
  vpc_id            = aws_vpc.main.id
}

resource "aws_instance" "app" {
  ami                    = "ami-12345678"
  availability_zone      = "eu-central-1a"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.app.id
  vpc_security_group_ids = [aws_security_group.app.id]
}

resource "aws_lb" "alb" {
  security_groups = [aws_security_group.alb.id]
  subnets         = [aws_subnet.app.id]
}

resource "aws_vpc_security_group_egress_rule" "alb_to_app_8000_8080" {
  description                  = "alb to app"
  from_port                    = 8000
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.app.id
  security_group_id            = aws_security_group.alb.id
  to_port                      = 8080
}

resource "aws_vpc_security_group_ingress_rule" "alb_from_internet_443" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "internet to alb"
  from_port         = 443
  ip_protocol       = "tcp"
  security_group_id = aws_security_group.alb.id
  to_port           = 443
}

resource "aws_vpc_security_group_ingress_rule" "app_from_alb_8000_8080" {
  description                  = "alb to app"
  from_port                    = 8000
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.alb.id
  security_group_id            = aws_security_group.app.id
  to_port                      = 8080
}
