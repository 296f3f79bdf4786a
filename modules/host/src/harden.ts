// Imported before everything else: nobody adds to what all objects inherit from. Overwriting what is there stays possible,
// which is why reserved names are refused in input as well.
Object.preventExtensions(Object.prototype);
