"""Who carries out tasks: processes of this machine, or a cluster."""
