"""The five-step risk assessment: chains, threats, vulnerabilities, actions, method."""
