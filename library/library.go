// Package library carries what Stormtree knows before it reads a model: default
// numbers, each with its range and where it comes from; attack techniques,
// patterns, weaknesses, controls and what helps against what; regulations.
//
// Tables are embedded and read when first asked for. What they say is other
// people's, what is inferred from them says so; Sources and Notice name them.
package library
