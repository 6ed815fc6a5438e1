// Package attacktree evaluates AND/OR trees and DAGs exactly: the chance that
// the root is reached, its minimal sets, the best of them, and what several
// actors do to it over a horizon. It knows gates, leaves, sets and numbers,
// nothing else.
//
// # Meaning
//
// A leaf is one event wherever it stands: it happens once, fails once and is
// paid once. Leaves are independent. A minimal set is a set of leaves that
// reaches the root while none of its proper subsets does; with an action in it
// it is an attack, without one an accident. A sequence has the probability and
// the cost of "all"; it only takes longer, and it forbids: when the sequences
// that a set needs demand opposite orders of its actions, the set is no attack.
//
// # Questions
//
// A Builder makes a Tree. Compile makes a Diagram of it, for campaigns of actors with
// attempts, luck and orders in time; it has caches and is for one goroutine.
// Analyse makes an Analysis, for everything about one tree by itself, negations and
// defences included; several goroutines may question it. Both are made once and
// asked often, with other numbers each time. An Analysis tells
//
//   - Probability, or Bounds where it is over budget;
//   - Count, Orders and List: the minimal sets, and the best of them;
//   - Metric: any semiring over the sets, such as the cheapest or the least skilled;
//   - Front: the sets that no other betters in every one of some aims; Within
//     and Without restrict fronts and lists to what an attacker can do and dares;
//   - Importance and Tornado: what each leaf means to the root;
//   - Propagate: how uncertain the root is when the leaves are.
//
// Slices by leaf have an entry for every leaf of the builder, in its order.
// Probabilities are per attempt or horizon as the caller means them; cost, time,
// damage and skill are in any unit that limits share. Errors are numbers out of
// range, ErrBudget, ErrNotCoherent, and those of a context that ended.
//
// # Numbers
//
// Sums and products are compared with a tolerance of a billionth: what is that
// close is equal, for ties as well as for limits. Otherwise 0.1 + 0.2 would
// exceed a budget of 0.3.
//
// # Complexity
//
// On a tree without shared nodes everything but fronts and limits is linear. On
// a DAG, probability and counting are #P-hard and the cheapest attack is
// NP-hard; the engine pays that price once, in the size of a decision diagram:
// afterwards probability, count, cheapest attack and the importance of all leaves
// together are linear in it, and so is each sample of Propagate. Limits on
// whole attacks are knapsack problems, fronts may be exponential, elapsed time
// is found set by set. All of these are bounded by Options.MaxNodes; what
// exceeds it ends in ErrBudget, or in an upper bound where a result can say so.
//
// What may explode draws on one effort for all questions to a Diagram, beyond a
// small allowance of each question. So a hard question may leave bounds to a later
// hard one, but never to an easy one, and all of them together take seconds.
package attacktree
