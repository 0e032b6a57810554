# Sets the UEFI boot order a rack's machines have: network over IPv4 first, then the disk. QEMU's own boot order cannot say this: it knows the network
# card as a whole, and would have the firmware try IPv6 and HTTP Boot, minutes of them, before the disk.
boot_option() {
  for option in Boot0*; do
    if tr -d '\000' <"$option" | grep -q "$1"; then
      number=${option#Boot}
      number=${number%%-*}
      printf '\\x%s\\x%s' "${number#??}" "${number%??}"
      return
    fi
  done
}

if mount -t efivarfs efivarfs /sys/firmware/efi/efivars 2>/dev/null; then
  cd /sys/firmware/efi/efivars || exit
  order=$(boot_option 'UEFI PXEv4\|UEFI HTTPv4')$(boot_option 'UEFI Misc Device')
  [ ${#order} = 16 ] || fail "no network or no disk among the firmware's boot options"
  printf "\\x07\\0\\0\\0$order" >BootOrder-8be4df61-93ca-11d2-aa0d-00e098032b8c || fail "cannot set the firmware's boot order"
  cd /
fi
