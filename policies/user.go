package policies

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Bounds of the rules that users bring along.
const (
	MaxUserFiles = 500       // Rego files in all folders, tests included
	MaxUserFile  = 256 << 10 // bytes of one file
)

// userPackage is where all packages of user rules lie: threats.user.<rule>.
const userPackage = "threats.user."

// userRules parses the rules in the users' folders and those below them.
func userRules(dirs []string, c *ast.Capabilities) ([]candidate, error) {
	files, err := userFiles(dirs)
	if err != nil {
		return nil, err
	}
	var rules []candidate
	var problems []error
	for _, name := range files {
		if isTest(name) {
			continue
		}
		r, err := userRule(name, c)
		rules, problems = append(rules, r), append(problems, err)
	}
	return rules, errors.Join(problems...)
}

// userFiles lists the Rego files below the folders. It follows no links.
func userFiles(dirs []string) ([]string, error) {
	var files []string
	for _, dir := range dirs {
		before := len(files)
		err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() && filepath.Ext(name) == ".rego" {
				files = append(files, name)
			}
			if len(files) > MaxUserFiles {
				return fmt.Errorf("more than %d Rego files", MaxUserFiles)
			}
			return err
		})
		if err == nil && len(files) == before {
			err = errors.New("no Rego file in it")
		}
		if err != nil {
			return nil, fmt.Errorf("read the rules in %s: %w", dir, err)
		}
	}
	return files, nil
}

func userRule(name string, c *ast.Capabilities) (candidate, error) {
	source, err := readBounded(name)
	if err != nil {
		return candidate{}, err
	}
	r, err := newCandidate(name, source, c)
	if err != nil {
		return candidate{}, err
	}
	return r, audit(r.module, r.Package)
}

func readBounded(name string) (string, error) {
	info, err := os.Stat(name)
	if err != nil {
		return "", err
	}
	if info.Size() > MaxUserFile {
		return "", fmt.Errorf("%s: larger than %d bytes", name, MaxUserFile)
	}
	source, err := os.ReadFile(name)
	return string(source), err
}

// audit keeps a user's module in its own namespace: it may define only
// threats.user.<rule> and read only that, the library and its input.
func audit(m *ast.Module, own string) error {
	if !strings.HasPrefix(own, userPackage) {
		return fmt.Errorf("%s: package %s lies outside %s<rule>, the place of user rules", m.Package.Location.File, own, userPackage)
	}
	var problems []error
	ast.WalkRefs(m, func(ref ast.Ref) bool {
		if ref[0].Equal(ast.DefaultRootDocument) && !mayRead(ref, own) {
			problems = append(problems, fmt.Errorf("%s: a user rule may not read %s", ref[0].Location, ref))
		}
		return false
	})
	return errors.Join(problems...)
}

func mayRead(ref ast.Ref, own string) bool {
	name := strings.TrimPrefix(ref.ConstantPrefix().String(), "data.")
	return name == own || strings.HasPrefix(name, own+".") || strings.HasPrefix(name, "lib.")
}
