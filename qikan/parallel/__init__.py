"""Who runs tasks: processes of this machine, or a cluster."""
