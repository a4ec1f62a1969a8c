"""The build, stage by stage."""
