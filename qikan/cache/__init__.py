"""What earlier builds left for the next one."""
