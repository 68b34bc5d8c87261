"""What files say beside their content, taken out of copies that leave."""
