// Package attacktree evaluates AND/OR trees and DAGs exactly. It knows gates,
// leaves, sets and numbers, nothing else.
package attacktree

// Node is a node of a tree under construction. Leaves are numbered 0, 1, … by creation.
type Node int32
