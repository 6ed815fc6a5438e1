// Package graphviz lays out graphs with Graphviz itself, compiled to
// WebAssembly and hosted inside this process: nothing to install, the same
// picture on every machine.
//
// The guest sees no file, no clock and no chance, and every layout runs in an
// instance of its own with its own bounded memory. Layouts may run at the same
// time. The module is compiled at the first layout, in well under a second;
// its machine code is kept in the user's cache directory when that is safe.
package graphviz

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// MaxSource is the longest DOT source that Layout accepts, in bytes.
const MaxSource = 4 << 20

// Layout places the nodes, edges and clusters of one graph in the DOT language
// with the engine "dot". Errors are Graphviz's own words, or say that it ran
// out of memory. The time grows faster than the graph and cannot be cut short
// by ctx once it has begun, so callers bound the size of what they ask for.
func Layout(ctx context.Context, dot string) (*Plan, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(dot) > MaxSource {
		return nil, fmt.Errorf("lay out graph: the source has %d bytes, the limit is %d", len(dot), MaxSource)
	}
	text, err := render(ctx, dot, "json0")
	if err != nil {
		return nil, fmt.Errorf("lay out graph: %w", err)
	}
	return readPlan(text)
}

// render is one life of the guest: born, asked once, gone.
func render(ctx context.Context, dot, format string) (string, error) {
	if strings.ContainsRune(dot, 0) {
		return "", errors.New("the source contains a zero byte")
	}
	h, err := shared()
	if err != nil {
		return "", err
	}
	g, err := h.newGuest(context.WithoutCancel(ctx))
	if err != nil {
		return "", err
	}
	defer g.close()
	text, err := g.render(dot, format)
	return text, g.explain(err)
}
