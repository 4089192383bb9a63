resource "aws_iam_role" "checkout" {
  assume_role_policy = jsonencode({
    Statement = [
      {
        Action = "sts:AssumeRole"
        Effect = "Allow"
        Principal = {
          Service = "lambda.amazonaws.com"
        }
      },
    ]
    Version = "2012-10-17"
  })
}

resource "aws_iam_role_policy_attachment" "checkout_logs" {
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
  role       = aws_iam_role.checkout.name
}

resource "aws_kms_key" "shop" {
  enable_key_rotation = true
}

resource "aws_dynamodb_table" "carts" {
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  name         = "carts"

  attribute {
    name = "id"
    type = "S"
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.shop.arn
  }
}

resource "aws_iam_role_policy" "checkout_uses_carts" {
  name = "checkout-uses-carts"
  policy = jsonencode({
    Statement = [
      {
        Action = [
          "dynamodb:BatchGetItem",
          "dynamodb:ConditionCheckItem",
          "dynamodb:DescribeTable",
          "dynamodb:GetItem",
          "dynamodb:Query",
          "dynamodb:Scan",
        ]
        Effect = "Allow"
        Resource = [
          aws_dynamodb_table.carts.arn,
          "${aws_dynamodb_table.carts.arn}/index/*",
        ]
      },
      {
        Action = [
          "dynamodb:BatchWriteItem",
          "dynamodb:DeleteItem",
          "dynamodb:PutItem",
          "dynamodb:UpdateItem",
        ]
        Effect   = "Allow"
        Resource = [aws_dynamodb_table.carts.arn]
      },
      {
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Effect   = "Allow"
        Resource = [aws_kms_key.shop.arn]
      },
    ]
    Version = "2012-10-17"
  })
  role = aws_iam_role.checkout.name
}

resource "aws_lambda_function" "checkout" {
  function_name = "checkout"
  handler       = "app.handler"
  package_type  = "Zip"
  role          = aws_iam_role.checkout.arn
  runtime       = "python3.13"
  s3_bucket     = "code-of-the-shop"
  s3_key        = "checkout.zip"
}

resource "aws_s3_bucket" "uploads" {
  bucket = "uploads-of-the-shop"
}

resource "aws_iam_role_policy" "checkout_reads_uploads" {
  name = "checkout-reads-uploads"
  policy = jsonencode({
    Statement = [
      {
        Action   = ["s3:GetObject", "s3:GetObjectVersion"]
        Effect   = "Allow"
        Resource = ["${aws_s3_bucket.uploads.arn}/*"]
      },
      {
        Action   = ["s3:GetBucketLocation", "s3:ListBucket"]
        Effect   = "Allow"
        Resource = [aws_s3_bucket.uploads.arn]
      },
      {
        Action   = ["kms:Decrypt"]
        Effect   = "Allow"
        Resource = [aws_kms_key.shop.arn]
      },
    ]
    Version = "2012-10-17"
  })
  role = aws_iam_role.checkout.name
}

resource "aws_lambda_permission" "uploads_to_checkout" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.checkout.function_name
  principal     = "s3.amazonaws.com"
  source_arn    = aws_s3_bucket.uploads.arn
}

resource "aws_s3_bucket_notification" "uploads" {
  bucket = aws_s3_bucket.uploads.id

  lambda_function {
    events              = ["s3:ObjectCreated:*"]
    lambda_function_arn = aws_lambda_function.checkout.arn
  }

  depends_on = [aws_lambda_permission.uploads_to_checkout]
}

resource "aws_s3_bucket_server_side_encryption_configuration" "uploads" {
  bucket = aws_s3_bucket.uploads.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      kms_master_key_id = aws_kms_key.shop.arn
      sse_algorithm     = "aws:kms"
    }
  }
}

resource "aws_sns_topic" "news" {}

resource "aws_sqs_queue" "orders" {}

resource "aws_iam_role_policy" "orders_triggers_checkout" {
  name = "orders-triggers-checkout"
  policy = jsonencode({
    Statement = [
      {
        Action = [
          "sqs:ChangeMessageVisibility",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:ReceiveMessage",
        ]
        Effect   = "Allow"
        Resource = [aws_sqs_queue.orders.arn]
      },
    ]
    Version = "2012-10-17"
  })
  role = aws_iam_role.checkout.name
}

resource "aws_lambda_event_source_mapping" "orders_to_checkout" {
  batch_size       = 5
  event_source_arn = aws_sqs_queue.orders.arn
  function_name    = aws_lambda_function.checkout.function_name

  depends_on = [aws_iam_role_policy.orders_triggers_checkout]
}

resource "aws_sqs_queue_policy" "orders" {
  policy = jsonencode({
    Statement = [
      {
        Action = "sqs:SendMessage"
        Condition = {
          ArnEquals = {
            "aws:SourceArn" = aws_sns_topic.news.arn
          }
        }
        Effect = "Allow"
        Principal = {
          Service = "sns.amazonaws.com"
        }
        Resource = aws_sqs_queue.orders.arn
      },
    ]
    Version = "2012-10-17"
  })
  queue_url = aws_sqs_queue.orders.id
}

resource "aws_sns_topic_subscription" "news_to_orders" {
  endpoint             = aws_sqs_queue.orders.arn
  protocol             = "sqs"
  raw_message_delivery = true
  topic_arn            = aws_sns_topic.news.arn

  depends_on = [aws_sqs_queue_policy.orders]
}
