package graphviz

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// guest is one instance of Graphviz, for one goroutine and one graph.
type guest struct {
	ctx    context.Context
	module api.Module
	said   *messages
}

// messages is what a guest said while it worked. It travels in the context, so
// that the host functions, which all guests share, know whom they serve.
type messages struct{ text strings.Builder }

type messagesKey struct{}

// maxMessages bounds what is kept of a guest's words, in bytes.
const maxMessages = 1 << 10

func (m *messages) add(text string) {
	if m.text.Len() < maxMessages {
		m.text.WriteString(text)
	}
}

func (h *host) newGuest(ctx context.Context) (*guest, error) {
	said := &messages{}
	ctx = context.WithValue(ctx, messagesKey{}, said)
	module, err := h.runtime.InstantiateModule(ctx, h.module, wazero.NewModuleConfig().WithName("").WithStartFunctions())
	if err != nil {
		return nil, fmt.Errorf("start Graphviz: %w", err)
	}
	return &guest{ctx, module, said}, nil
}

func (g *guest) close() { g.module.Close(g.ctx) }

func (g *guest) render(dot, format string) (string, error) {
	graph, err := g.read(dot)
	if err != nil {
		return "", err
	}
	gvc, err := g.call("viz_create_context")
	if err != nil {
		return "", err
	}
	if err := g.layout(gvc, graph); err != nil {
		return "", err
	}
	return g.output(gvc, graph, format)
}

func (g *guest) read(dot string) (graph uint64, err error) {
	if _, err := g.call("call_constructors"); err != nil {
		return 0, err
	}
	source, err := g.text(dot)
	if err != nil {
		return 0, err
	}
	graph, err = g.call("viz_read_one_graph", source)
	if err == nil && graph == 0 {
		err = errors.New("the source is not a graph")
	}
	return graph, err
}

func (g *guest) layout(gvc, graph uint64) error {
	if _, err := g.call("viz_reset_errors"); err != nil {
		return err
	}
	engine, err := g.text("dot")
	if err != nil {
		return err
	}
	failed, err := g.call("viz_layout", gvc, graph, engine)
	if err == nil && failed != 0 {
		err = errors.New("no layout found")
	}
	return err
}

func (g *guest) output(gvc, graph uint64, format string) (string, error) {
	name, err := g.text(format)
	if err != nil {
		return "", err
	}
	text, err := g.call("viz_render", gvc, graph, name)
	if err != nil {
		return "", err
	}
	if text == 0 {
		return "", errors.New("the layout cannot be written")
	}
	return readText(g.module, uint32(text)), nil
}

func (g *guest) call(name string, args ...uint64) (uint64, error) {
	results, err := g.module.ExportedFunction(exportNames[name]).Call(g.ctx, args...)
	if err != nil || len(results) == 0 {
		return 0, err
	}
	return results[0], nil
}

// text puts a string into the guest's memory. It is never freed: the memory
// goes with the guest.
func (g *guest) text(s string) (pointer uint64, err error) {
	pointer, err = g.call("malloc", uint64(len(s)+1))
	if err != nil {
		return 0, err
	}
	if pointer == 0 || !g.module.Memory().WriteString(uint32(pointer), s+"\x00") {
		return 0, errOutOfMemory
	}
	return pointer, nil
}

var errOutOfMemory = errors.New("the graph needs too much memory")

// readText returns the zero-terminated string at pointer, or "" outside of memory.
func readText(module api.Module, pointer uint32) string {
	memory := module.Memory()
	rest, ok := memory.Read(pointer, memory.Size()-min(pointer, memory.Size()))
	if !ok {
		return ""
	}
	text, _, _ := bytes.Cut(rest, []byte{0})
	return string(text)
}

// explain adds the guest's own words to an error, and turns an error message
// into an error where the call itself seemed to succeed.
func (g *guest) explain(err error) error {
	words := complaint(g.said.text.String())
	switch {
	case err != nil && words != "":
		return fmt.Errorf("%w: %s", plainError(err), words)
	case err != nil:
		return plainError(err)
	case strings.HasPrefix(words, errorWord):
		return errors.New(words)
	}
	return nil
}

const errorWord = "Error: "

// complaint is the first error among the guest's words, or else the first line:
// what follows are details of its inner life.
func complaint(words string) string {
	if i := strings.Index(words, errorWord); i >= 0 {
		words = words[i:]
	}
	first, _, _ := strings.Cut(strings.TrimSpace(words), "\n")
	return first
}

// plainError drops the guest's stack trace, which wazero puts behind the first line.
func plainError(err error) error {
	first, _, more := strings.Cut(err.Error(), "\n")
	if !more {
		return err
	}
	return errors.New(first)
}
