"""The security profile on the screen: wizard, criteria, grid, findings and exports."""
