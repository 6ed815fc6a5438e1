package graphviz

import (
	"context"
	"fmt"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// The error numbers that the guest's C library understands.
const (
	badFile        = 8  // WASI: no such open file
	notImplemented = 52 // a system call that this host does not have
)

// provide defines the functions that the guest imports. What is not named in
// answers is a system call, and there is no system.
func provide(ctx context.Context, r wazero.Runtime, module wazero.CompiledModule) error {
	b := r.NewHostModuleBuilder("a")
	for _, f := range module.ImportedFunctions() {
		_, short, _ := f.Import()
		answer := answers[importNames[short]]
		if answer == nil {
			answer = refuse(len(f.ResultTypes()))
		}
		b.NewFunctionBuilder().WithGoModuleFunction(answer, f.ParamTypes(), f.ResultTypes()).Export(short)
	}
	_, err := b.Instantiate(ctx)
	return err
}

func refuse(results int) api.GoModuleFunc {
	return func(_ context.Context, _ api.Module, stack []uint64) {
		if results > 0 {
			stack[0] = api.EncodeI32(-notImplemented)
		}
	}
}

// answers are the host's functions by C name. Date, clock and chance are zero,
// so that the same graph always gives the same bytes.
var answers = map[string]api.GoModuleFunc{
	"__assert_fail":          assertFail,
	"__cxa_throw":            stop("an exception"),
	"_abort_js":              stop("abort"),
	"exit":                   stop("exit"),
	"_tzset_js":              nothing,
	"_localtime_js":          nothing,
	"emscripten_date_now":    zero,
	"clock_time_get":         zeroTime,
	"random_get":             zeroBytes,
	"environ_get":            zero,
	"environ_sizes_get":      zeroSizes,
	"emscripten_resize_heap": resizeHeap,
	"fd_close":               noFile,
	"fd_read":                noFile,
	"fd_seek":                noFile,
	"fd_write":               write,
	"viz_errorf":             complain,
}

// stop ends the guest: wazero turns the panic into an error of the call.
func stop(why string) api.GoModuleFunc {
	return func(context.Context, api.Module, []uint64) { panic(fmt.Errorf("gave up (%s)", why)) }
}

func assertFail(_ context.Context, module api.Module, stack []uint64) {
	panic(fmt.Errorf("gave up (%s)", readText(module, api.DecodeU32(stack[0]))))
}

func nothing(context.Context, api.Module, []uint64) {}

func zero(_ context.Context, _ api.Module, stack []uint64) { stack[0] = 0 }

func noFile(_ context.Context, _ api.Module, stack []uint64) { stack[0] = badFile }

func zeroTime(_ context.Context, module api.Module, stack []uint64) {
	module.Memory().WriteUint64Le(api.DecodeU32(stack[2]), 0)
	stack[0] = 0
}

func zeroBytes(_ context.Context, module api.Module, stack []uint64) {
	if span, ok := module.Memory().Read(api.DecodeU32(stack[0]), api.DecodeU32(stack[1])); ok {
		clear(span)
	}
	stack[0] = 0
}

func zeroSizes(_ context.Context, module api.Module, stack []uint64) {
	module.Memory().WriteUint32Le(api.DecodeU32(stack[0]), 0)
	module.Memory().WriteUint32Le(api.DecodeU32(stack[1]), 0)
	stack[0] = 0
}

func resizeHeap(_ context.Context, module api.Module, stack []uint64) {
	const page = 64 << 10
	memory := module.Memory()
	missing := (int64(api.DecodeU32(stack[0])) - int64(memory.Size()) + page - 1) / page
	if _, ok := memory.Grow(uint32(max(missing, 0))); !ok {
		panic(errOutOfMemory)
	}
	stack[0] = 1
}

// write keeps what the guest writes to any file: it can only be its error output.
func write(ctx context.Context, module api.Module, stack []uint64) {
	vectors, count := api.DecodeU32(stack[1]), api.DecodeU32(stack[2])
	total := uint32(0)
	for i := range min(count, 1024) {
		start, _ := module.Memory().ReadUint32Le(vectors + 8*i)
		size, _ := module.Memory().ReadUint32Le(vectors + 8*i + 4)
		if text, ok := module.Memory().Read(start, size); ok {
			hear(ctx, string(text))
		}
		total += size
	}
	module.Memory().WriteUint32Le(api.DecodeU32(stack[3]), total)
	stack[0] = 0
}

// complain receives Graphviz's errors and warnings.
func complain(ctx context.Context, module api.Module, stack []uint64) {
	hear(ctx, readText(module, api.DecodeU32(stack[0])))
	stack[0] = 0
}

func hear(ctx context.Context, text string) {
	if said, ok := ctx.Value(messagesKey{}).(*messages); ok {
		said.add(text)
	}
}
