package graphviz

import (
	"bytes"
	"compress/gzip"
	"context"
	_ "embed"
	"fmt"
	"io"
	"sync"

	"github.com/tetratelabs/wazero"
)

//go:embed graphviz.wasm.gz
var packed []byte

// memoryPages caps a guest's memory, in pages of 64 KiB: 128 MiB.
const memoryPages = 2048

// host is the compiled module, ready to be instantiated any number of times.
type host struct {
	runtime wazero.Runtime
	module  wazero.CompiledModule
}

// shared compiles once per process, at the first layout.
var shared = sync.OnceValues(func() (*host, error) {
	ctx := context.Background()
	if cache := openCache(); cache != nil {
		if h, err := newHost(ctx, config().WithCompilationCache(cache)); err == nil {
			return h, nil
		}
	}
	return newHost(ctx, config())
})

func config() wazero.RuntimeConfig {
	return wazero.NewRuntimeConfig().WithMemoryLimitPages(memoryPages)
}

func newHost(ctx context.Context, c wazero.RuntimeConfig) (*host, error) {
	code, err := unpack()
	if err != nil {
		return nil, err
	}
	r := wazero.NewRuntimeWithConfig(ctx, c)
	module, err := r.CompileModule(ctx, code)
	if err != nil {
		return nil, fmt.Errorf("compile Graphviz: %w", err)
	}
	if err := provide(ctx, r, module); err != nil {
		return nil, fmt.Errorf("host Graphviz: %w", err)
	}
	return &host{r, module}, nil
}

func unpack() ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("unpack Graphviz: %w", err)
	}
	return io.ReadAll(z)
}
