"""What is looked over in a built site before it is published."""
