"""The steps that bring a workspace's tables from one version to the next."""
