package policies

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
)

// allowed are the only builtin functions that rules may call. Whatever reads a
// clock, the network, the environment or random numbers is absent, and so is
// what a deadline does not stop (walk, graph.reachable_paths) and what makes a
// large value of a few characters in one call (sprintf, numbers.range, bits.lsh,
// strings.render_template). Values that grow call by call meet MaxGrowth.
var allowed = []string{
	// what the compiler itself needs for =, ==, in and :=
	"assign", "eq", "equal", "internal.member_2", "internal.member_3",
	"neq", "gt", "gte", "lt", "lte",
	"plus", "minus", "mul", "div", "rem", "abs", "ceil", "floor", "round", "format_int", "to_number",
	"and", "or", "intersection", "union",
	"count", "sum", "max", "min", "sort",
	"array.concat", "array.reverse", "array.slice",
	"object.filter", "object.get", "object.keys", "object.remove", "object.subset", "object.union",
	"concat", "contains", "endswith", "indexof", "lower", "replace", "split", "startswith", "substring",
	"strings.any_prefix_match", "strings.any_suffix_match", "strings.count", "strings.reverse",
	"trim", "trim_left", "trim_prefix", "trim_right", "trim_space", "trim_suffix", "upper",
	"regex.match", "glob.match", "semver.compare", "semver.is_valid",
	"is_array", "is_boolean", "is_number", "is_object", "is_set", "is_string", "type_name",
}

// capabilities are those of this version of OPA, cut down to what is allowed,
// and the given functions of our own.
func capabilities(own ...*ast.Builtin) *ast.Capabilities {
	c := ast.CapabilitiesForThisVersion()
	c.Builtins = slices.DeleteFunc(slices.Clone(c.Builtins), func(b *ast.Builtin) bool { return !slices.Contains(allowed, b.Name) })
	c.Builtins = append(c.Builtins, own...)
	c.AllowNet = []string{}
	return c
}

// parse reads one module with its annotations.
func parse(file, source string, c *ast.Capabilities) (*ast.Module, error) {
	m, err := ast.ParseModuleWithOpts(file, source, ast.ParserOptions{
		ProcessAnnotation: true, Capabilities: c, RegoVersion: ast.RegoV1,
	})
	if faults := ast.Errors(nil); errors.As(err, &faults) {
		return nil, plainErrors(faults)
	}
	return m, err
}

// plainErrors begin with the place of the first one, not with their number.
func plainErrors(faults ast.Errors) error {
	text := faults.Error()
	if _, after, found := strings.Cut(text, "occurred:"); found {
		text = strings.TrimSpace(after)
	}
	return errors.New(text)
}

// CompileTimeout is how long the compiler may take over all rules together.
const CompileTimeout = 20 * time.Second

// compileWithin compiles modules within CompileTimeout, MaxGrowth and the
// context. Types that double from rule to rule keep the compiler busy for ever,
// and nothing stops it: then it goes on behind our back until the process ends.
func compileWithin(ctx context.Context, compiler *ast.Compiler, modules map[string]*ast.Module) error {
	ctx, cancel := context.WithTimeoutCause(ctx, CompileTimeout, slow(CompileTimeout))
	defer cancel()
	ctx, stop := watch(ctx)
	defer stop()
	done := make(chan error, 1)
	go func() { done <- compile(compiler, modules) }()
	select {
	case <-ctx.Done():
		return fmt.Errorf("compile the rules: %w", context.Cause(ctx))
	case err := <-done:
		return err
	}
}

// compile returns the compiler's complaints as text: to spell out a type may
// take as long as to check it.
func compile(compiler *ast.Compiler, modules map[string]*ast.Module) error {
	if compiler.Compile(modules); compiler.Failed() {
		return plainErrors(compiler.Errors)
	}
	return nil
}

// newCompiler checks modules strictly and by the schema of the struct that is
// their input.
func newCompiler(input reflect.Type, c *ast.Capabilities) *ast.Compiler {
	schemas := ast.NewSchemaSet()
	schemas.Put(ast.SchemaRootRef, schemaOf(input))
	return ast.NewCompiler().
		WithCapabilities(c).
		WithStrict(true).
		WithSchemas(schemas).
		WithUseTypeCheckAnnotations(true)
}
