// Package library carries what Stormtree knows before it reads a model: default
// numbers, each with its range and where it comes from.
//
// Tables are embedded and read when first asked for.
package library
