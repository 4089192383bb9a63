resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
  tags = {
    Name = "main"
  }
}

resource "aws_subnet" "app" {
  availability_zone = "eu-central-1a"
  cidr_block        = "10.0.1.0/24"
  vpc_id            = aws_vpc.main.id
}
