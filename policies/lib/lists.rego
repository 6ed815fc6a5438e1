# METADATA
# title: Words about lists
# description: A list that is stated is complete; one that is not stated leaves these undefined.
package lib.lists

# lacks holds when a list is stated and does not name the word.
lacks(list, word) if not word in list

# lacks_any holds when a list is stated and one of the words is missing in it.
lacks_any(list, words) if {
	some word in words
	not word in list
}
